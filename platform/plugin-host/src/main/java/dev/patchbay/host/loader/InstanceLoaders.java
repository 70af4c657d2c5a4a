package dev.patchbay.host.loader;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells to which instance a class loader belongs, so that log lines can be marked with it. Keeps nothing. */
public final class InstanceLoaders {
    private InstanceLoaders() {}

    /**
     * Returns the instance of a class loader.
     *
     * @param loader a class loader, null for the JDK's own
     * @return the name of the instance whose loader it is, or whose loader is an ancestor of it
     */
    public static Optional<String> instance(@Nullable ClassLoader loader) {
        for (ClassLoader each = loader; each != null; each = each.getParent()) {
            if (each instanceof InstanceClassLoader own) {
                return Optional.of(own.instance());
            }
        }
        return Optional.empty();
    }

    /** Whether a class loader is another one or a descendant of it. */
    static boolean leadsTo(@Nullable ClassLoader loader, ClassLoader ancestor) {
        for (ClassLoader each = loader; each != null; each = each.getParent()) {
            if (each.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }
}
