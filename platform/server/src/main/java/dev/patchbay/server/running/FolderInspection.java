package dev.patchbay.server.running;

import dev.patchbay.api.ApiVersion;
import dev.patchbay.host.jar.JarLimits;
import dev.patchbay.host.jar.PluginManifest;
import dev.patchbay.host.jar.PluginStore;
import dev.patchbay.host.jar.RefusedJarException;
import dev.patchbay.host.jar.StoredPlugin;
import dev.patchbay.server.running.ServerStatus.Jar;
import dev.patchbay.server.running.ServerStatus.PluginStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at the plugins folder where no server runs: what each JAR says of itself, no code of it being run. */
public final class FolderInspection {
    private FolderInspection() {}

    /**
     * Looks at every JAR of a folder.
     *
     * @param folder the folder; nothing is found where there is none
     * @return the JARs, {@code unserved} or {@code failed}
     * @throws IOException if the folder cannot be read or no temporary folder can be made
     */
    public static PluginStatus inspect(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new PluginStatus(List.of(), List.of(), List.of());
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
        }
        Path copies = Files.createTempDirectory("patchbay-inspection");
        try {
            PluginStore store = new PluginStore(copies, JarLimits.defaults(), ApiVersion.CURRENT);
            List<Jar> jars = new ArrayList<>();
            for (Path file : files) {
                jars.add(jar(store, file));
            }
            return new PluginStatus(jars, List.of(), List.of());
        } finally {
            delete(copies);
        }
    }

    private static Jar jar(PluginStore store, Path file) {
        String name = file.getFileName().toString();
        try {
            StoredPlugin plugin = store.add(file);
            PluginManifest manifest = plugin.manifest();
            return new Jar(name, "unserved", Optional.empty(), Optional.of(manifest.id()),
                    Optional.of(manifest.version().toString()), Optional.of(plugin.hash()), manifest.description(),
                    manifest.grants().lines(), List.of());
        } catch (RefusedJarException e) {
            return failed(name, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            return failed(name, "it cannot be read: " + e);
        }
    }

    private static Jar failed(String name, String cause) {
        return new Jar(name, "failed", Optional.of(cause), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), List.of(), List.of());
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walked = Files.walk(folder)) {
            all = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
