package dev.patchbay.access.explain;

import java.util.List;
import java.util.Map;

/** Tells how the plugins' instances are; asked while explaining, so it may not take long. */
@FunctionalInterface
public interface PluginStates {
    /**
     * Returns the instances that are configured or waiting, serving or not.
     *
     * @return the instances
     */
    List<PluginState> all();

    /**
     * How an instance is.
     *
     * @param instance its name
     * @param namespace the prefix of its tools and prompts, empty for none
     * @param isServing whether its entries can be called
     * @param status its status in a word, such as {@code started} or {@code waiting_for_approval}
     * @param detail why, for people; may be empty
     * @param next what waits while it serves, such as a changed JAR, for people; may be empty
     * @param waiting definitions of it that wait for approval: what is said of each by the name that clients would see
     * @param notGiven what its plugin asks to touch and it is not given
     * @param health what of it is not called now because it failed
     */
    record PluginState(String instance, String namespace, boolean isServing, String status, String detail, String next,
            Map<String, String> waiting, List<String> notGiven, Health health) {
        /** Copies. */
        public PluginState {
            waiting = Map.copyOf(waiting);
            notGiven = List.copyOf(notGiven);
        }

        /**
         * An instance of which nothing waits.
         *
         * @param instance its name
         * @param namespace the prefix of its tools and prompts
         * @param isServing whether its entries can be called
         * @param status its status in a word
         * @param detail why, for people; may be empty
         */
        public PluginState(String instance, String namespace, boolean isServing, String status, String detail) {
            this(instance, namespace, isServing, status, detail, "", Map.of(), List.of(), Health.GOOD);
        }
    }

    /**
     * What of an instance is not called now because it failed.
     *
     * @param trouble why none of it is; empty if it is
     * @param entries why single entries are not, by their name in the catalog
     */
    record Health(String trouble, Map<String, String> entries) {
        /** All of it is called. */
        public static final Health GOOD = new Health("", Map.of());

        /** Copies. */
        public Health {
            entries = Map.copyOf(entries);
        }
    }
}
