package dev.patchbay.server.logging;

import dev.patchbay.host.loader.InstanceLoaders;

/**
 * Brings what plugins and the JDK log through {@link System.Logger} to the host's log. Lines of a plugin go to the one
 * logger of its instance, with the plugin's own logger name beside, so that a plugin cannot fill the host with loggers.
 * Found by the JDK as a service.
 *
 * <p>Threads: any. Keeps nothing of a module or a class loader.
 */
public final class SystemLoggers extends System.LoggerFinder {
    /** For the service loader. */
    public SystemLoggers() {
        // nothing to prepare
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return InstanceLoaders
                .instance(module.getClassLoader()).<System.Logger>map(
                        instance -> new RoutedLogger(name, LogSetup.PLUGIN_PREFIX + instance, instance))
                .orElseGet(() -> new RoutedLogger(name, name, null));
    }
}
