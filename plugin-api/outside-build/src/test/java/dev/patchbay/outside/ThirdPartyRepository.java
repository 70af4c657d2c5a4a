package dev.patchbay.outside;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Maven repository in a folder with what this build made and a third party takes: the JARs on the class path of the
 * test, their poms, and the two parents.
 */
final class ThirdPartyRepository {
    private static final Pattern OURS = Pattern.compile("(patchbay-[a-z0-9-]+?)-([0-9][0-9A-Za-z.-]*)\\.jar");

    private final Path folder;

    ThirdPartyRepository(Path folder) {
        this.folder = folder;
    }

    /** Puts everything in. */
    void fill(Path checkout, String classPath) throws IOException {
        parent(checkout.resolve("pom.xml"));
        parent(checkout.resolve("plugin-api/parent/pom.xml"));
        for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
            Path jar = Path.of(entry);
            Matcher name = OURS.matcher(String.valueOf(jar.getFileName()));
            if (name.matches()) {
                Path target = place(name.group(1), name.group(2));
                Files.copy(jar, target.resolve(name.group()));
                Files.copy(pom(jar), target.resolve(name.group(1) + "-" + name.group(2) + ".pom"));
            }
        }
    }

    List<String> artifacts() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("dev/patchbay"))) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    private void parent(Path pom) throws IOException {
        String text = Files.readString(pom);
        String artifact = first(text, "artifactId");
        String version = first(text, "version");
        Files.copy(pom, place(artifact, version).resolve(artifact + "-" + version + ".pom"));
    }

    /** The coordinates are the first elements of that name below the project's own groupId. */
    private static String first(String pom, String element) {
        String own = pom.substring(pom.indexOf("<groupId>", pom.indexOf("<modelVersion>4.0.0</modelVersion>\n\n")));
        Matcher matcher = Pattern.compile("<" + element + ">([^<]+)<").matcher(own);
        if (!matcher.find()) {
            throw new AssertionError("the pom has no " + element);
        }
        return matcher.group(1);
    }

    /** Beside the sources in this build, beside the JAR in a local repository. */
    private static Path pom(Path jar) {
        Path folder = Optional.ofNullable(jar.getParent()).orElseThrow();
        return folder.endsWith("target") ? folder.resolveSibling("pom.xml")
                : folder.resolve(String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", ".pom"));
    }

    private Path place(String artifact, String version) throws IOException {
        return Files.createDirectories(folder.resolve("dev/patchbay").resolve(artifact).resolve(version));
    }
}
