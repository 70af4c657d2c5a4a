package dev.patchbay.host;

import java.util.List;
import java.util.Optional;

/**
 * A JAR of the plugins folder.
 *
 * @param file its file name
 * @param state its state
 * @param cause why it is in this state, where there is something to say
 * @param id the plugin's id, if it could be read
 * @param version its version, if it could be read
 * @param hash SHA-256 of the JAR, if it was accepted
 * @param provider who made it
 * @param description what it is for
 * @param namespaceWish the namespace it wishes for
 * @param grants what it asks to touch, a line for each kind
 * @param warnings what an administrator should know
 */
public record PluginReport(String file, PluginState state, Optional<String> cause, Optional<String> id,
        Optional<String> version, Optional<String> hash, Optional<String> provider, Optional<String> description,
        Optional<String> namespaceWish, List<String> grants, List<String> warnings) {
    /** Copies the lists. */
    public PluginReport {
        grants = List.copyOf(grants);
        warnings = List.copyOf(warnings);
    }
}
