package dev.patchbay.host.loader;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
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

    /** A plugin that asks for its own manifest must not find that of the agent, which is on the boot path. */
    private static boolean isOfTheJdk(URL url) {
        return url.getProtocol().equals("jrt");
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL found = ClassLoader.getPlatformClassLoader().getResource(name);
        return found == null || isOfTheJdk(found) ? found : null;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return Collections
                .enumeration(Collections.list(ClassLoader.getPlatformClassLoader().getResources(name)).stream()
                        .filter(ApiLoader::isOfTheJdk).toList());
    }
}
