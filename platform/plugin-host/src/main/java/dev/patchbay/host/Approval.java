package dev.patchbay.host;

import dev.patchbay.host.jar.StoredPlugin;
import java.util.Optional;

/**
 * Decides what may be served, by hash. Called on threads of the host, never on one of a plugin; it must not block long.
 */
public interface Approval {
    /**
     * Decides on a JAR together with the grants it asks for, before a class of it is loaded.
     *
     * @param plugin the plugin
     * @return the verdict
     */
    Verdict plugin(StoredPlugin plugin);

    /**
     * Decides on a definition.
     *
     * @param definition the definition
     * @return the verdict
     */
    Verdict definition(DefinitionRequest definition);

    /**
     * A definition that an instance wants to show.
     *
     * @param instance the instance
     * @param pluginId its plugin
     * @param kind {@code tool}, {@code prompt} or {@code authenticator}
     * @param name the name within the plugin; the scheme of an authenticator
     * @param hash SHA-256 of the canonical definition
     */
    record DefinitionRequest(String instance, String pluginId, String kind, String name, String hash) {}

    /**
     * What was decided.
     *
     * @param approved whether it may be served
     * @param note why not, or a warning that goes with it
     */
    record Verdict(boolean approved, Optional<String> note) {
        /** Approved, nothing to say. */
        public static final Verdict APPROVED = new Verdict(true, Optional.empty());

        /**
         * Lets something wait.
         *
         * @param why what it waits for
         * @return the verdict
         */
        public static Verdict waits(String why) {
            return new Verdict(false, Optional.of(why));
        }
    }

    /**
     * Approves everything with a warning, for the development mode.
     *
     * @return the approval
     */
    static Approval ofEverything() {
        return new Approval() {
            @Override
            public Verdict plugin(StoredPlugin plugin) {
                return new Verdict(true,
                        Optional.of("approved without a review, because this is the development mode"));
            }

            @Override
            public Verdict definition(DefinitionRequest definition) {
                return Verdict.APPROVED;
            }
        };
    }
}
