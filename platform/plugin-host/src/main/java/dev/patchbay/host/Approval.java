package dev.patchbay.host;

import dev.patchbay.host.jar.StoredPlugin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what may be served, by hash. Called on threads of the host, and of plugins where they publish; it must not block
 * long.
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
     * Returns what an instance may touch.
     *
     * @param instance the instance
     * @param plugin its plugin
     * @return by default all that its manifest asks for
     */
    default InstanceGrants grants(String instance, StoredPlugin plugin) {
        return InstanceGrants.asRequested(plugin.manifest().grants());
    }

    /**
     * Decides on definitions that an instance came with when it was started and that would wait: they may follow from a
     * change of its configuration by an administrator.
     *
     * @param start what was started
     * @param waiting the definitions that would wait
     * @return whether they are approved by that; they are asked for again then
     */
    default boolean followFromConfiguration(Start start, List<DefinitionRequest> waiting) {
        return false;
    }

    /**
     * Tells that an instance serves. May block.
     *
     * @param start what was started
     */
    default void serves(Start start) {
        // nothing to remember
    }

    /**
     * An instance that was started.
     *
     * @param instance its name
     * @param pluginId its plugin
     * @param jar the hash of the JAR
     * @param configuration the hash of its configuration without the secrets in it
     */
    record Start(String instance, String pluginId, String jar, String configuration) {}

    /**
     * A definition that an instance wants to show.
     *
     * @param instance the instance
     * @param pluginId its plugin
     * @param kind {@code tool}, {@code prompt}, {@code connector} or {@code authenticator}
     * @param name the name within the plugin; the scheme of a connector or an authenticator
     * @param hash SHA-256 of the canonical definition
     * @param listed whether the JAR lists it, so that it was approved with the JAR
     * @param json the definition
     */
    record DefinitionRequest(String instance, String pluginId, String kind, String name, String hash, boolean listed,
            Map<String, Object> json) {}

    /** Where a JAR or a definition stands. */
    enum Standing {
        /** It may be served. */
        APPROVED,
        /** Nobody has decided on it. */
        PENDING,
        /** An administrator has refused it. */
        REJECTED,
        /** An administrator has stopped its plugin. */
        QUARANTINED
    }

    /**
     * What was decided.
     *
     * @param standing where it stands
     * @param note why, or a warning that goes with an approval
     */
    record Verdict(Standing standing, Optional<String> note) {
        /** Approved, nothing to say. */
        public static final Verdict APPROVED = new Verdict(Standing.APPROVED, Optional.empty());

        /**
         * Lets something wait.
         *
         * @param why what it waits for
         * @return the verdict
         */
        public static Verdict waits(String why) {
            return new Verdict(Standing.PENDING, Optional.of(why));
        }

        /**
         * Returns whether it may be served.
         *
         * @return whether it is approved
         */
        public boolean approved() {
            return standing == Standing.APPROVED;
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
                List<String> requests = plugin.manifest().requests();
                return new Verdict(Standing.APPROVED,
                        Optional.of("approved without a review, because this is the development mode"
                                + (requests.isEmpty() ? ""
                                        : "; given all it asks for: " + String.join("; ", requests))));
            }

            @Override
            public Verdict definition(DefinitionRequest definition) {
                return Verdict.APPROVED;
            }
        };
    }
}
