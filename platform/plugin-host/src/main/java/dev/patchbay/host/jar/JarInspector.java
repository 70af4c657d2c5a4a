package dev.patchbay.host.jar;

import com.github.zafarkhaja.semver.Version;
import dev.patchbay.inspection.archive.ArchiveCheck;
import dev.patchbay.inspection.archive.HostileArchiveException;
import dev.patchbay.inspection.signature.JarSignature;
import dev.patchbay.inspection.signature.SignaturePolicy;
import dev.patchbay.inspection.signature.SignatureReport;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Looks into a JAR without loading or running anything of it.
 *
 * <p>Threads: one inspection at a time for each object.
 */
final class JarInspector {
    private static final String INDEX = "META-INF/extensions.idx";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final int MAX_SMALL_BYTES = 1 << 20;
    private static final long RATIO_FROM_BYTES = 1 << 20;
    private static final Pattern LIBRARY = Pattern.compile("lib/[A-Za-z0-9][A-Za-z0-9_.+-]*\\.jar");
    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/[^/]*/", Pattern.CASE_INSENSITIVE);
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(?:jar|war|ear|jmod)", Pattern.CASE_INSENSITIVE);
    private static final Set<String> ONCE = Set.of(INDEX.toLowerCase(Locale.ROOT), MANIFEST.toLowerCase(Locale.ROOT),
            Definitions.PATH.toLowerCase(Locale.ROOT));
    private static final List<String> HOST_PACKAGES = List.of("access", "admin", "agent", "ask", "audit", "broker",
            "catalog", "client", "egress", "endpoint", "host", "http", "inspection", "invocation", "protocol",
            "security", "server", "store", "vault");
    private static final Set<String> JDK_PACKAGES = ModuleFinder.ofSystem().findAll().stream()
            .flatMap(module -> module.descriptor().packages().stream()).map(name -> name.replace('.', '/'))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> BASE_PACKAGES = Object.class.getModule().getPackages().stream()
            .map(name -> name.replace('.', '/')).collect(Collectors.toUnmodifiableSet());

    private final JarLimits limits;
    private final Version apiVersion;
    private final SignaturePolicy signatures;
    private final Instant now;
    private final Set<String> ownClasses = new HashSet<>();
    private int entries;
    private long unpackedBytes;

    JarInspector(JarLimits limits, Version apiVersion, SignaturePolicy signatures, Instant now) {
        this.limits = limits;
        this.apiVersion = apiVersion;
        this.signatures = signatures;
        this.now = now;
    }

    /** What is known after the inspection. */
    record Inspected(PluginManifest manifest, Definitions definitions, List<Path> libraries,
            SignatureReport signature) {}

    /**
     * Inspects a JAR, and copies its libraries after it has inspected them too.
     *
     * @param jar a file that nobody else changes
     * @param libraryFolder where its libraries go; made if there are any
     */
    Inspected inspect(Path jar, Path libraryFolder) throws RefusedJarException, IOException {
        try (ZipFile zip = open(jar)) {
            List<ZipEntry> libraries = checkEntries(zip, "", true);
            SignatureReport signature = checkBytes(jar);
            PluginManifest manifest = PluginManifest.read(attributes(zip, ""), apiVersion);
            Definitions definitions = definitions(zip);
            List<Path> copied = new ArrayList<>();
            for (ZipEntry library : libraries) {
                copied.add(copyLibrary(zip, library, libraryFolder));
            }
            return new Inspected(manifest, definitions, copied, signature);
        }
    }

    /** What readers of ZIP files could see differently, and who signed it; before anything in it is believed. */
    private SignatureReport checkBytes(Path jar) throws RefusedJarException, IOException {
        try {
            ArchiveCheck.check(jar, bounds());
        } catch (HostileArchiveException e) {
            throw new RefusedJarException("it " + e.getMessage());
        }
        if (signatures.mode() == SignaturePolicy.Mode.OFF) {
            return SignatureReport.UNSIGNED;
        }
        SignatureReport signature = JarSignature.of(jar, now);
        Optional<String> problem = signatures.problem(signature);
        if (problem.isPresent()) {
            throw new RefusedJarException("it " + problem.get());
        }
        return signature;
    }

    private ArchiveCheck.Bounds bounds() {
        return new ArchiveCheck.Bounds(limits.maxEntries(), limits.maxUnpackedBytes());
    }

    private static ZipFile open(Path jar) throws RefusedJarException, IOException {
        try {
            return new ZipFile(jar.toFile());
        } catch (ZipException e) {
            throw RefusedJarException.notAZip(String.valueOf(e.getMessage()));
        }
    }

    /** Checks the names and sizes of all entries; returns the packed libraries. */
    private List<ZipEntry> checkEntries(ZipFile zip, String in, boolean outermost) throws RefusedJarException {
        List<ZipEntry> libraries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Enumeration<? extends ZipEntry> all = zip.entries();
        while (all.hasMoreElements()) {
            ZipEntry entry = all.nextElement();
            String name = entry.getName();
            checkSize(entry, in);
            checkName(name, in);
            checkClass(VERSIONED.matcher(name).replaceFirst(""), in, outermost);
            String key = ONCE.contains(name.toLowerCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
            if (!names.add(key) && !entry.isDirectory() && (outermost || name.endsWith(".class"))) {
                throw new RefusedJarException("it has the entry '" + shown(in + name) + "' twice");
            }
            if (outermost && ARCHIVE.matcher(name).matches()) {
                if (!LIBRARY.matcher(name).matches()) {
                    throw new RefusedJarException("it packs '" + shown(name)
                            + "'; libraries lie as lib/<name>.jar, with a name of A-Z a-z 0-9 _ . + -");
                }
                libraries.add(entry);
            }
        }
        return libraries;
    }

    private void checkSize(ZipEntry entry, String in) throws RefusedJarException {
        entries++;
        if (entries > limits.maxEntries()) {
            throw new RefusedJarException("it has more than " + limits.maxEntries() + " entries");
        }
        long size = entry.getSize();
        if (size < 0) {
            throw new RefusedJarException("the size of its entry '" + shown(in + entry.getName()) + "' is unknown");
        }
        unpackedBytes += size;
        if (unpackedBytes > limits.maxUnpackedBytes()) {
            throw new RefusedJarException("unpacked it is larger than " + limits.maxUnpackedBytes() + " bytes");
        }
        if (size >= RATIO_FROM_BYTES && size / Math.max(1, entry.getCompressedSize()) > limits.maxRatio()) {
            throw new RefusedJarException("its entry '" + shown(in + entry.getName()) + "' unpacks to more than "
                    + limits.maxRatio() + " times its size");
        }
    }

    private static void checkName(String name, String in) throws RefusedJarException {
        List<String> parts = List.of(name.split("/", -1));
        boolean escapes = name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf(':') == 1
                || parts.contains("..") || parts.contains(".") || parts.subList(0, parts.size() - 1).contains("")
                || name.chars().anyMatch(Character::isISOControl);
        if (escapes) {
            throw new RefusedJarException("its entry '" + shown(in + name) + "' points out of the JAR");
        }
        String versioned = VERSIONED.matcher(name).replaceFirst("");
        if (!versioned.equals(name) && versioned.regionMatches(true, 0, "META-INF/", 0, "META-INF/".length())) {
            throw new RefusedJarException("its entry '" + shown(in + name)
                    + "' gives META-INF anew for some version of Java, which no reader should see");
        }
    }

    private void checkClass(String path, String in, boolean outermost) throws RefusedJarException {
        if (!path.endsWith(".class") || path.indexOf('/') < 0) {
            return;
        }
        if (path.startsWith("dev/patchbay/api/")) {
            throw new RefusedJarException("it packs a copy of the plugin API (" + shown(in + path)
                    + "); the host brings the API, so give that dependency the scope 'provided'");
        }
        for (String hostPackage : HOST_PACKAGES) {
            if (path.startsWith("dev/patchbay/" + hostPackage + "/")) {
                throw new RefusedJarException("it packs a class of the host (" + shown(in + path)
                        + "); a plugin may use the plugin API only, so remove that dependency");
            }
        }
        String name = path.substring(0, path.lastIndexOf('/'));
        if (path.startsWith("java/") || BASE_PACKAGES.contains(name)
                || (outermost && JDK_PACKAGES.contains(name))) {
            throw new RefusedJarException("it packs a class in a package of Java (" + shown(in + path) + ")");
        }
        if (outermost) {
            ownClasses.add(path);
        } else if (ownClasses.contains(path)) {
            throw new RefusedJarException("its " + shown(in) + " has the class " + shown(path)
                    + ", which it has itself: which of the two runs cannot be told");
        }
    }

    private static Attributes attributes(ZipFile zip, String in) throws RefusedJarException, IOException {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            if (in.isEmpty()) {
                throw new RefusedJarException("it has no " + MANIFEST + ", so it is no plugin");
            }
            return new Attributes();
        }
        byte[] bytes = read(zip, entry, MAX_SMALL_BYTES);
        try (InputStream stream = new java.io.ByteArrayInputStream(bytes)) {
            return new Manifest(stream).getMainAttributes();
        } catch (IOException e) {
            throw new RefusedJarException("its " + shown(in + MANIFEST) + " is malformed: " + e.getMessage());
        }
    }

    private Definitions definitions(ZipFile zip) throws RefusedJarException, IOException {
        ZipEntry entry = zip.getEntry(Definitions.PATH);
        ZipEntry index = zip.getEntry(INDEX);
        if (entry == null || index == null) {
            throw new RefusedJarException("it has no " + (entry == null ? Definitions.PATH : INDEX)
                    + ": it was built without patchbay-plugin-processor");
        }
        Definitions definitions = DefinitionsReader.read(read(zip, entry, limits.maxDefinitionsBytes()));
        List<String> indexed = new String(read(zip, index, MAX_SMALL_BYTES), StandardCharsets.UTF_8).lines()
                .map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).toList();
        if (!indexed.equals(List.of(definitions.glue()))) {
            throw new RefusedJarException("its " + INDEX + " names " + indexed + " and its " + Definitions.PATH + " ["
                    + definitions.glue() + "]; both name the one generated class: build it anew");
        }
        return definitions;
    }

    private Path copyLibrary(ZipFile zip, ZipEntry library, Path folder) throws RefusedJarException, IOException {
        Files.createDirectories(folder);
        Path copy = folder.resolve(library.getName().substring("lib/".length()));
        try (InputStream in = zip.getInputStream(library); var out = Files.newOutputStream(copy)) {
            copyAtMost(in, out, library.getSize(), library.getName());
        } catch (ZipException e) {
            throw new RefusedJarException("its " + library.getName() + " cannot be unpacked: " + e.getMessage());
        }
        String in = library.getName() + "!";
        try (ZipFile nested = open(copy)) {
            ArchiveCheck.checkLibrary(copy, bounds());
            checkEntries(nested, in, false);
            String classPath = attributes(nested, in).getValue("Class-Path");
            if (classPath != null && Pattern.compile("\\s+").splitAsStream(classPath).anyMatch(JarInspector::leaves)) {
                throw new RefusedJarException("the Class-Path of its " + library.getName() + " leaves the plugin: "
                        + shown(classPath));
            }
        } catch (HostileArchiveException e) {
            throw new RefusedJarException("its " + library.getName() + " " + e.getMessage());
        } catch (RefusedJarException e) {
            throw e.incomplete() ? new RefusedJarException("its " + library.getName() + " is not a JAR") : e;
        }
        return copy;
    }

    private static boolean leaves(String classPathElement) {
        return classPathElement.indexOf(':') >= 0 || classPathElement.indexOf('\\') >= 0
                || classPathElement.indexOf('%') >= 0 || classPathElement.startsWith("/")
                || classPathElement.contains("..");
    }

    private static byte[] read(ZipFile zip, ZipEntry entry, int max) throws RefusedJarException, IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(max + 1);
            if (bytes.length > max) {
                throw new RefusedJarException("its " + entry.getName() + " is larger than " + max + " bytes");
            }
            return bytes;
        } catch (ZipException e) {
            throw new RefusedJarException("its " + entry.getName() + " cannot be unpacked: " + e.getMessage());
        }
    }

    private static void copyAtMost(InputStream in, java.io.OutputStream out, long size, String name)
            throws RefusedJarException, IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            copied += read;
            if (copied > size) {
                throw new RefusedJarException("its " + name + " is larger than it says");
            }
            out.write(buffer, 0, read);
        }
    }

    private static String shown(String name) {
        String printable = name.codePoints().limit(200).map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return printable.length() < name.length() ? printable + "…" : printable;
    }
}
