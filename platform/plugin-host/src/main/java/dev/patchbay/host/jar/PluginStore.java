package dev.patchbay.host.jar;

import com.github.zafarkhaja.semver.Version;
import dev.patchbay.inspection.signature.SignaturePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The private copies of plugin JARs, {@code <folder>/<sha256>/plugin.jar} and {@code …/lib/*.jar}. Whatever happens to
 * the file in the plugins folder, what runs does not change. Of a JAR that is refused nothing stays.
 *
 * <p>Threads: all methods.
 */
public final class PluginStore {
    private static final String JAR = "plugin.jar";
    private static final String LIBRARIES = "lib";

    private final Path folder;
    private final JarLimits limits;
    private final Version apiVersion;
    private final SignaturePolicy signatures;
    private final InstantSource clock;

    /**
     * Creates the store and its folder; a signature that is there must hold.
     *
     * @param folder where the copies lie
     * @param limits bounds for a JAR
     * @param apiVersion the API version of this host, semantic
     */
    public PluginStore(Path folder, JarLimits limits, String apiVersion) {
        this(folder, limits, apiVersion, SignaturePolicy.DEFAULT, InstantSource.system());
    }

    /**
     * Creates the store and its folder.
     *
     * @param folder where the copies lie
     * @param limits bounds for a JAR
     * @param apiVersion the API version of this host, semantic
     * @param signatures what is asked of signatures
     * @param clock the time
     */
    public PluginStore(Path folder, JarLimits limits, String apiVersion, SignaturePolicy signatures,
            InstantSource clock) {
        this.signatures = signatures;
        this.clock = clock;
        this.folder = folder;
        this.limits = limits;
        this.apiVersion = Version.parse(apiVersion);
        try {
            Files.createDirectories(folder);
            clearRests();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be written", e);
        }
    }

    private void clearRests() throws IOException {
        List<Path> rests;
        try (Stream<Path> children = Files.list(folder)) {
            rests = children.filter(child -> child.getFileName().toString().startsWith(".incoming")).toList();
        }
        for (Path rest : rests) {
            delete(rest);
        }
    }

    /**
     * Copies a JAR and inspects the copy.
     *
     * @param jar the file
     * @return the plugin in its private folder
     * @throws RefusedJarException if it is no acceptable plugin
     * @throws IOException if it cannot be read or the copy cannot be written
     */
    public StoredPlugin add(Path jar) throws RefusedJarException, IOException {
        Path incoming = Files.createTempDirectory(folder, ".incoming");
        try {
            String hash = copy(jar, incoming.resolve(JAR));
            JarInspector.Inspected inspected = new JarInspector(limits, apiVersion, signatures,
                    clock.instant()).inspect(incoming.resolve(JAR),
                            incoming.resolve(LIBRARIES));
            Path home = folder.resolve(hash);
            publish(incoming, home);
            List<Path> libraries = inspected.libraries().stream()
                    .map(library -> home.resolve(LIBRARIES).resolve(library.getFileName())).toList();
            return new StoredPlugin(hash, home.resolve(JAR), libraries, inspected.manifest(), inspected.definitions(),
                    inspected.definitions().hash(), inspected.signature());
        } finally {
            delete(incoming);
        }
    }

    /**
     * Opens a private copy of an earlier time again, after it was compared with its hash and inspected anew.
     *
     * @param hash SHA-256 of the JAR
     * @return the plugin in its private folder
     * @throws RefusedJarException if this host does not accept it any more
     * @throws IOException if it is not there or damaged
     */
    public StoredPlugin reopen(String hash) throws RefusedJarException, IOException {
        StoredPlugin plugin = add(folder.resolve(hash).resolve(JAR));
        if (!plugin.hash().equals(hash)) {
            throw new IOException("the copy " + hash + " is damaged");
        }
        return plugin;
    }

    private String copy(Path jar, Path copy) throws RefusedJarException, IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        try (InputStream in = Files.newInputStream(jar); OutputStream out = Files.newOutputStream(copy)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copied += read;
                if (copied > limits.maxJarBytes()) {
                    throw new RefusedJarException("it is larger than " + limits.maxJarBytes() + " bytes");
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Moves a finished folder to its place. One that is there already has the same hash, so it is kept if it is whole. */
    private static void publish(Path incoming, Path home) throws IOException {
        if (Files.exists(home)) {
            if (sameFiles(incoming, home)) {
                return;
            }
            delete(home);
        }
        try {
            Files.move(incoming, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) { // the JDK has no narrower one for a folder that is there and not empty
            if (!sameFiles(incoming, home)) {
                throw e;
            }
        }
    }

    private static boolean sameFiles(Path one, Path other) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(one)) {
            files = all.filter(Files::isRegularFile).map(one::relativize).toList();
        }
        for (Path file : files) {
            Path twin = other.resolve(file);
            if (!Files.isRegularFile(twin) || Files.mismatch(one.resolve(file), twin) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walked = Files.walk(path)) {
            all = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
