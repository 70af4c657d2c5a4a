package dev.patchbay.admin;

import dev.patchbay.admin.route.About;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's JAR.
 *
 * @param file its name in the folder
 * @param state its state
 * @param cause why, where there is something to say
 * @param id the plugin's id, if it could be read
 * @param version the plugin's version, if it could be read
 * @param sha256 of the file, if it was accepted
 * @param grants what it asks to touch
 * @param warnings what an administrator should know
 */
@About("A plugin's JAR.")
public record PluginState(String file, String state, @Nullable String cause, @Nullable String id,
        @Nullable String version, @About("What is approved.") @Nullable String sha256,
        @About("What it asks to touch.") List<String> grants,
        @About("What an administrator should know.") List<String> warnings) {
    /** Copies the lists. */
    public PluginState {
        grants = List.copyOf(grants);
        warnings = List.copyOf(warnings);
    }
}
