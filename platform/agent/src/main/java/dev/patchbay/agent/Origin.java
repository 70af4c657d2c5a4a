package dev.patchbay.agent;

import java.lang.ref.WeakReference;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Where a class comes from, and so who answers for what it does. */
final class Origin {
    /** The JDK's own modules of the boot layer: they act for whoever calls them. */
    static final Origin JDK = new Origin(null);
    /** The host, its libraries and the drivers it trusts. */
    static final Origin HOST = new Origin(null);
    static final Origin AGENT = new Origin(null);
    /** Anything else, such as the dynamic modules of proxies: it answers for nothing and hides nobody. */
    static final Origin UNKNOWN = new Origin(null);

    private static final CopyOnWriteArrayList<Known> LOADERS = new CopyOnWriteArrayList<>();
    /** With its lambdas: it stands between the JDK and the work, and answers for neither. */
    private static final String ATTRIBUTED = Attributed.class.getName();
    private static final ClassLoader SYSTEM = ClassLoader.getSystemClassLoader();
    private static final ModuleLayer BOOT = ModuleLayer.boot();

    private static final ClassValue<Origin> CLASSES = new ClassValue<>() {
        @Override
        protected Origin computeValue(Class<?> type) {
            return find(type);
        }
    };

    private final @Nullable Subject subject;

    private Origin(@Nullable Subject subject) {
        this.subject = subject;
    }

    private static final class Known extends WeakReference<ClassLoader> {
        private final Origin origin;

        Known(ClassLoader loader, Origin origin) {
            super(loader);
            this.origin = origin;
        }
    }

    /** Returns the plugin whose code it is; null if it is none's. */
    @Nullable
    Subject subject() {
        return subject;
    }

    static Origin of(Class<?> type) {
        Origin origin = CLASSES.get(type);
        return origin == UNKNOWN ? find(type) : origin; // its loader may have become known since
    }

    private static Origin find(Class<?> type) {
        Module module = type.getModule();
        ClassLoader loader = type.getClassLoader();
        if (module.isNamed()) {
            if (module.getLayer() == BOOT
                    && (module.getName().startsWith("java.") || module.getName().startsWith("jdk."))) {
                return JDK;
            }
            Origin origin = of(loader);
            return origin.subject == null ? UNKNOWN : origin;
        }
        if (loader == null) {
            return type.getName().startsWith(ATTRIBUTED) ? JDK : AGENT;
        }
        return of(loader);
    }

    /** Whose a class loader is. */
    @SuppressWarnings("ReferenceEquality") // a class loader could say that it equals another
    static Origin of(@Nullable ClassLoader loader) {
        if (loader == null) {
            return UNKNOWN;
        }
        if (loader == SYSTEM) {
            return HOST;
        }
        for (ClassLoader each = loader; each != null; each = each.getParent()) {
            for (Known known : LOADERS) {
                if (known.refersTo(each) && (each == loader || known.origin.subject != null)) {
                    return known.origin;
                }
            }
        }
        return isHosts(loader.getClass()) ? HOST : UNKNOWN;
    }

    /** Whether a loader is of the host's making, such as that of a driver: then the host answers for what it loads. */
    private static boolean isHosts(Class<?> loader) {
        return SYSTEM.equals(loader.getClassLoader()) && !loader.getModule().isNamed();
    }

    /** Returns what was given for exactly this loader. */
    static @Nullable Subject given(ClassLoader loader) {
        for (Known known : LOADERS) {
            if (known.refersTo(loader)) {
                return known.origin.subject;
            }
        }
        return null;
    }

    /** Whether there is no plugin yet whose code could call: the start of a server loads thousands of classes before. */
    static boolean isAlone() {
        return LOADERS.isEmpty();
    }

    static synchronized void forget(ClassLoader loader) {
        LOADERS.removeIf(known -> known.refersTo(loader));
    }

    static synchronized void give(ClassLoader loader, Subject subject) {
        add(loader, new Origin(subject));
    }

    static synchronized void trust(ClassLoader loader) {
        add(loader, HOST);
    }

    private static void add(ClassLoader loader, Origin origin) {
        LOADERS.removeIf(known -> known.refersTo(null));
        LOADERS.add(new Known(loader, origin));
    }
}
