package dev.patchbay.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The samples in a folder of their own, with an empty local repository: what is ours comes from a repository that holds
 * nothing else, what is not from the machine's own local repository, as if that were Maven Central. The test of one
 * sample runs there too; those of the others have run in this build.
 */
class OutsideBuildIT {
    private static final List<String> SAMPLES = List.of("hello", "calculator", "notes", "users", "readme");
    private static final long MINUTES = 6;

    private static final Path CHECKOUT = Path.of(System.getProperty("patchbay.checkout"));

    /** Shared, so that what is ours and what is not is fetched once. */
    @TempDir static Path machine;
    @TempDir Path folder;

    @BeforeAll
    static void fillTheRepository() throws IOException {
        ThirdPartyRepository repository = new ThirdPartyRepository(machine.resolve("repository"));
        repository.fill(CHECKOUT, System.getProperty("java.class.path"));
        assertThat(repository.artifacts()).contains("patchbay-plugin-api", "patchbay-plugin-parent",
                "patchbay-plugin-processor", "patchbay-plugin-slf4j", "patchbay-plugin-testkit");
        Files.writeString(machine.resolve("settings.xml"), settings());
    }

    @Test
    void theSamplesAreBuiltAndTestedAsByAThirdParty() throws IOException, InterruptedException {
        for (String sample : SAMPLES) {
            copy(sample);
        }
        Files.writeString(folder.resolve("pom.xml"), together());

        Path log = folder.resolve("build.log");
        int status = maven(log, "-Dtest=HelloTest", "-Dsurefire.failIfNoSpecifiedTests=false", "verify");

        assertThat(status).as(() -> end(log)).isZero();
        for (String sample : SAMPLES) {
            Path jar = folder.resolve(sample + "/target/" + sample + "-1.0.0.jar");
            try (JarFile built = new JarFile(jar.toFile())) {
                assertThat(built.getManifest().getMainAttributes().getValue("Plugin-Id")).isEqualTo(sample);
                assertThat(built.getEntry("META-INF/extensions.idx")).isNotNull();
            }
        }
    }

    @Test
    void whatWouldPackTheHostDoesNotBuild() throws IOException, InterruptedException {
        copy("hello");
        Path pom = folder.resolve("hello/pom.xml");
        Files.writeString(pom, Files.readString(pom).replace("</project>", """
                  <dependencies>
                    <dependency>
                      <groupId>dev.patchbay</groupId>
                      <artifactId>patchbay-plugin-api</artifactId>
                      <scope>compile</scope>
                    </dependency>
                  </dependencies>
                </project>"""));
        Files.move(pom, folder.resolve("pom.xml"));
        Files.move(folder.resolve("hello/src"), folder.resolve("src"));

        Path log = folder.resolve("build.log");
        int status = maven(log, "package");

        assertThat(status).isNotZero();
        assertThat(log).content().contains("A plugin compiles against patchbay-plugin-api (scope provided)")
                .contains("packed: dev/patchbay/api/");
    }

    private int maven(Path log, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("patchbay.maven") + "/bin/mvn", "-B", "-ntp",
                "-s", machine.resolve("settings.xml").toString(), "-Dmaven.repo.local=" + machine.resolve("local"),
                "-Dstyle.color=never"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"); // as in .mvn/jvm.config
        Process build = builder.start();
        try {
            assertThat(build.waitFor(MINUTES, TimeUnit.MINUTES)).as(() -> end(log)).isTrue();
            return build.exitValue();
        } finally {
            build.destroyForcibly();
        }
    }

    /** The sources and the pom, without the path into this checkout. */
    private void copy(String sample) throws IOException {
        Path from = CHECKOUT.resolve("sample-plugins").resolve(sample);
        try (Stream<Path> files = Files.walk(from.resolve("src"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(sample).resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Files.writeString(folder.resolve(sample).resolve("pom.xml"), Files.readString(from.resolve("pom.xml"))
                .replace("<relativePath>../../plugin-api/parent/pom.xml</relativePath>", "<relativePath/>"));
    }

    private static String together() {
        StringBuilder modules = new StringBuilder();
        SAMPLES.forEach(sample -> modules.append("<module>").append(sample).append("</module>"));
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>samples</artifactId>
                  <version>1.0.0</version>
                  <packaging>pom</packaging>
                  <modules>%s</modules>
                </project>""".formatted(modules);
    }

    private static String settings() {
        return """
                <settings>
                  <mirrors>
                    <mirror>
                      <id>machine</id>
                      <url>%s</url>
                      <mirrorOf>central</mirrorOf>
                    </mirror>
                  </mirrors>
                  <profiles>
                    <profile>
                      <id>patchbay</id>
                      <repositories>
                        <repository>
                          <id>patchbay</id>
                          <url>%s</url>
                        </repository>
                      </repositories>
                    </profile>
                  </profiles>
                  <activeProfiles>
                    <activeProfile>patchbay</activeProfile>
                  </activeProfiles>
                </settings>""".formatted(Path.of(System.getProperty("patchbay.local-repository")).toUri(),
                machine.resolve("repository").toUri());
    }

    private static String end(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return "the build has no log: " + e;
        }
    }
}
