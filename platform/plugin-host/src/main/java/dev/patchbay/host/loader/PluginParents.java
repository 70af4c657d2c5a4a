package dev.patchbay.host.loader;

/** What all plugins of a host may see of it: one class loader, made once. */
public final class PluginParents {
    private final ClassLoader loader = new ApiLoader();

    /** Creates the class loader. */
    public PluginParents() {}

    ClassLoader loader() {
        return loader;
    }
}
