package dev.patchbay.host.loader;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the classes of one generation of an instance from its private copies. It sees the JDK and the plugin API through
 * its parent, and its own JAR and libraries; nothing of the host, of PF4J or of another plugin.
 */
public final class InstanceClassLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final String instance;

    InstanceClassLoader(String instance, String version, Path jar, List<Path> libraries, ClassLoader parent) {
        super(instance + "@" + version, urls(jar, libraries), parent);
        this.instance = instance;
    }

    private static URL[] urls(Path jar, List<Path> libraries) {
        List<URL> urls = new ArrayList<>();
        try {
            urls.add(jar.toUri().toURL());
            for (Path library : libraries) {
                urls.add(library.toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("A file has a URL", e);
        }
        return urls.toArray(URL[]::new);
    }

    /**
     * Returns the instance.
     *
     * @return its name
     */
    public String instance() {
        return instance;
    }

    /** Defines a class of the host's own, so that the JDK sees the plugin as its caller. */
    Class<?> define(String name, byte[] bytes) {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
        }
    }
}
