package dev.patchbay.access.explain;

import java.util.List;

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
     */
    record PluginState(String instance, String namespace, boolean isServing, String status, String detail) {}
}
