package dev.patchbay.admin;

import dev.patchbay.admin.route.About;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits for a decision.
 *
 * @param plugin the plugin's id
 * @param what {@code jar} or the kind of a definition
 * @param name the file, or instance and name of a definition
 * @param version the version of a JAR
 * @param sha256 of the JAR or the canonical definition
 * @param serving the version that serves meanwhile
 * @param grants what a JAR asks to touch
 */
@About("Something that waits for a decision.")
public record PendingItem(String plugin, @About("jar, tool, prompt, connector or authenticator") String what,
        String name, @Nullable String version, String sha256,
        @About("The version that serves meanwhile.") @Nullable String serving, List<String> grants) {
    /** Copies the list. */
    public PendingItem {
        grants = List.copyOf(grants);
    }
}
