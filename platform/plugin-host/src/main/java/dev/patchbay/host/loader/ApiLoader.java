package dev.patchbay.host.loader;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The parent of every instance's class loader: the JDK, the plugin API and JSpecify, nothing else of the host.
 */
final class ApiLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host = ApiLoader.class.getClassLoader();

    ApiLoader() {
        super("patchbay-api", ClassLoader.getPlatformClassLoader());
    }

    private static boolean isVisible(String className) {
        return className.startsWith("dev.patchbay.api.") || className.startsWith("org.jspecify.annotations.");
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (isVisible(name)) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return ClassLoader.getPlatformClassLoader().getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return ClassLoader.getPlatformClassLoader().getResources(name);
    }
}
