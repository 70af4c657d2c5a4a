package dev.patchbay.broker.datasource;

import dev.patchbay.api.grant.NotAvailableException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The drivers of the installation: each JAR in the folder in a loader of its own, so that two versions of one can be
 * used, and neither the host nor a plugin sees their classes. Loaded when they are first used, never unloaded.
 *
 * <p>Threads: safe for all.
 */
final class Drivers {
    /** A class of the host's, by which the agent knows that the host answers for what it loads. */
    private static final class DriverLoader extends URLClassLoader {
        static {
            registerAsParallelCapable();
        }

        DriverLoader(Path jar) throws MalformedURLException {
            super("driver-" + jar.getFileName(), new URL[]{jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        }
    }

    private final Path folder;
    private final Map<Path, URLClassLoader> loaders = new ConcurrentHashMap<>();

    Drivers(Path folder) {
        this.folder = folder;
    }

    /** Returns a new driver. */
    Driver driver(DatasourceSettings settings) {
        Path jar = jar(settings);
        try {
            Object made = loaders.computeIfAbsent(jar, Drivers::loader).loadClass(settings.driver())
                    .getDeclaredConstructor().newInstance();
            if (made instanceof Driver driver) {
                return driver;
            }
            throw unusable(settings, settings.driver() + " is no java.sql.Driver", null);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw unusable(settings, settings.driver() + " cannot be loaded from " + jar.getFileName(), e);
        }
    }

    private static NotAvailableException unusable(DatasourceSettings settings, String why,
            @Nullable Throwable cause) {
        NotAvailableException problem = new NotAvailableException("The datasource '" + settings.name()
                + "' has no driver: " + why);
        if (cause != null) {
            problem.initCause(cause);
        }
        return problem;
    }

    private static URLClassLoader loader(Path jar) {
        try {
            return new DriverLoader(jar);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path jar(DatasourceSettings settings) {
        List<Path> jars = new ArrayList<>();
        if (settings.driverFile().isPresent()) {
            Path file = folder.resolve(settings.driverFile().get()).normalize();
            if (!folder.equals(file.getParent()) || !Files.isRegularFile(file)) {
                throw unusable(settings, "there is no file " + settings.driverFile().get() + " in the drivers folder",
                        null);
            }
            return file;
        }
        try (Stream<Path> all = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            all.filter(file -> file.toString().endsWith(".jar")).filter(file -> has(file, settings.driver())).sorted()
                    .forEach(jars::add);
        } catch (IOException e) {
            throw unusable(settings, "the drivers folder cannot be read", e);
        }
        if (jars.size() != 1) {
            throw unusable(settings, jars.isEmpty()
                    ? "no JAR in the drivers folder has " + settings.driver()
                    : "several JARs in the drivers folder have " + settings.driver() + ", name one with driver-file: "
                            + jars.stream().map(Path::getFileName).toList(),
                    null);
        }
        return jars.getFirst();
    }

    private static boolean has(Path jar, String driver) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getEntry(driver.replace('.', '/') + ".class") != null;
        } catch (IOException e) {
            return false;
        }
    }
}
