package dev.patchbay.http;

import org.jspecify.annotations.Nullable;
import org.xnio.Xnio;

/**
 * Finds XNIO without a start of Java's management. XNIO and its threads register there, for which Java would first make
 * all beans of the platform, with the help texts of its flight recorder: much of a start, for what nobody can reach. Where
 * flags ask for management ({@code -Dcom.sun.management.jmxremote.port=…}) they are registered.
 */
final class UnmanagedXnio {
    /** Names the class that makes the server of all beans; read when there is none yet (javax.management.MBeanServerFactory). */
    private static final String BUILDER = "javax.management.builder.initial";

    /** Read once, when the class of XNIO's threads is loaded. */
    private static final String NO_BEAN_FOR_THREADS = "jboss.threads.eqe.disable-mbean";

    private UnmanagedXnio() {}

    /** Returns XNIO; only the first call in a process looks for it. */
    static Xnio find() {
        return Once.XNIO;
    }

    private static Xnio load() {
        if (System.getProperties().stringPropertyNames().stream()
                .anyMatch(name -> name.startsWith("com.sun.management."))) {
            return Xnio.getInstance(UnmanagedXnio.class.getClassLoader());
        }
        if (System.getProperty(NO_BEAN_FOR_THREADS) == null) {
            System.setProperty(NO_BEAN_FOR_THREADS, "true");
        }
        @Nullable String before = System.getProperty(BUILDER);
        System.setProperty(BUILDER, "none"); // no such class: XNIO goes without where there is no such server
        try {
            return Xnio.getInstance(UnmanagedXnio.class.getClassLoader());
        } finally {
            if (before == null) {
                System.clearProperty(BUILDER);
            } else {
                System.setProperty(BUILDER, before);
            }
        }
    }

    private static final class Once {
        private static final Xnio XNIO = load();
    }
}
