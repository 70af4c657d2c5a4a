package dev.patchbay.slf4j;

import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPLoggerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The SLF4J 2 provider that writes to {@link System#getLogger(String)}. SLF4J finds it by itself when it lies beside
 * {@code slf4j-api} in a plugin; the loggers are those of the plugin that packs it.
 *
 * <p>Markers are accepted and left out. The mapped diagnostic context is dropped, because its thread locals would
 * outlive the plugin.
 *
 * <p>Beside a {@link System.LoggerFinder} in the same class loader (a test that has a host and a plugin on one class path)
 * lines are dropped, because they would go in a circle.
 *
 * <p>Threads: any.
 */
public final class SystemLoggerProvider implements SLF4JServiceProvider {
    /** The SLF4J line this provider is written for; not a compile-time constant, as SLF4J asks for. */
    private static final String REQUESTED_API_VERSION = String.valueOf("2.0.99");

    private final ConcurrentHashMap<String, Logger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    /** Creates the provider; called by SLF4J. */
    public SystemLoggerProvider() {}

    @Override
    public ILoggerFactory getLoggerFactory() {
        return isBesideFinder() ? new NOPLoggerFactory() : this::logger;
    }

    private static boolean isBesideFinder() {
        ClassLoader finder = System.LoggerFinder.getLoggerFinder().getClass().getClassLoader();
        return finder != null && finder.equals(SystemLoggerProvider.class.getClassLoader());
    }

    private Logger logger(String name) {
        return loggers.computeIfAbsent(name,
                loggerName -> new SystemLogger(loggerName, System.getLogger(loggerName)));
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return REQUESTED_API_VERSION;
    }

    @Override
    public void initialize() {
        // everything is made with the provider
    }
}
