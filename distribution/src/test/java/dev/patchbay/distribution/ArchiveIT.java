package dev.patchbay.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.distribution.Installation.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** At the lowest priority, beside whatever else the machine does. */
    private static final Duration WHILE_A_CACHE_IS_MADE = Duration.ofMinutes(5);

    @TempDir private Path folder;
    private Installation installation;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        installation = Installation.unpack(folder);
    }

    @Test
    void holdsWhatAnInstallationNeeds() {
        assertThat(
                List.of("bin/patchbay", "bin/patchbay.bat", "conf/patchbay.yaml", "lib", "plugins", "drivers", "data",
                        "logs", "connectors/database-1.0.0.jar", "connectors/github-1.0.0.jar",
                        "connectors/slack-1.0.0.jar",
                        "LICENSE", "README.txt", "THIRD-PARTY.txt"))
                .allSatisfy(
                        name -> assertThat(installation.home().resolve(name)).exists());
        assertThat(installation.home().resolve("bin/patchbay")).isExecutable();
    }

    @Test
    void aPluginDroppedInIsServedAndACallInFlightOutlivesSigterm() throws Exception {
        Path hello = sample("hello");
        Path outside = Files.move(hello, folder.resolve(hello.getFileName()));
        try (Command dev = installation.dev()) {
            assertThat(installation.run("call", "hello", "name=Ada").exitCode()).isEqualTo(1);

            Files.copy(outside, hello);
            Awaitility.await().atMost(PATIENCE).until(() -> dev.output().contains("+ hello"));
            Command greeting = installation.run("call", "hello", "name=Ada");
            assertThat(greeting.output()).contains("Ada");
            assertThat(greeting.exitCode()).isZero();

            for (String title : List.of("one", "two", "three")) {
                assertThat(installation.run("call", "notes_add_note", "title=" + title, "text=" + title).exitCode())
                        .isZero();
            }
            try (Command slow = installation.start("call", "notes_export_notes", "millisPerNote=1500")) {
                Awaitility.await().atMost(PATIENCE).until(() -> slow.errors().contains("Exported one"));
                dev.terminate();
                assertThat(slow.exitCode()).isZero();
                assertThat(slow.output()).contains("## one", "## two", "## three");
            }
            assertThat(dev.exitCode()).isZero();
            assertThat(dev.errors()).contains("Stopped.");
        }
        assertThat(installation.home().resolve("data/status.json")).doesNotExist();
    }

    @Test
    void thePrintedConfigurationLeadsToTheServer() throws Exception {
        try (Command dev = installation.dev()) {
            assertThat(dev.output()).contains("claude mcp add --transport http patchbay " + dev.url());
            Command tools = installation.run("tools", "--json", "--url", dev.url());
            assertThat(tools.output()).contains("\"calculator\"");
            Command doctor = installation.run("doctor", "--set", "mcp.port=0");
            assertThat(doctor.exitCode()).as(doctor.output()).isZero();
        }
    }

    @Test
    void serveLetsNobodyInWithoutAKeyAndSaysHowTheFirstAdministratorIsMade() throws Exception {
        try (Command serve = installation.start("serve", "--port", "0", "--set", "admin.port=0")) {
            Awaitility.await().atMost(PATIENCE).until(() -> (serve.errors() + serve.output())
                    .contains("patchbay admin create"));
            Command tools = installation.run("tools");
            assertThat(tools.exitCode()).isNotZero();
            assertThat(tools.errors()).contains("API key");
            serve.terminate();
            assertThat(serve.exitCode()).isZero();
        }
        assertThat(installation.home().resolve("logs/patchbay.log")).content().contains("\"level\"");
    }

    @Test
    void theCacheForFasterStartsIsMadeOnceForTheseJars() throws Exception {
        Path loaded = folder.resolve("loaded.log");
        installation.javaOptions("-Xlog:class+load:file=" + loaded);
        installation.cache("now");
        startAndCall();
        Path cache = onlyCache();
        FileTime made = Files.getLastModifiedTime(cache);

        installation.cache("required");
        startAndCall();
        assertThat(onlyCache()).isEqualTo(cache);
        assertThat(Files.getLastModifiedTime(cache)).isEqualTo(made);
        assertThat(loaded).content().contains("dev.patchbay.server.running.PatchbayServer source: shared objects file")
                .contains("dev.patchbay.agent.Agent source: shared objects file");

        installation.cache("now");

        Files.copy(sample("hello"), installation.home().resolve("lib/another.jar"));
        startAndCall();
        assertThat(onlyCache()).isNotEqualTo(cache);
    }

    @Test
    void serveHasACacheOfItsOwnWithAllThatItStartsWith() throws Exception {
        Path loaded = folder.resolve("loaded.log");
        installation.javaOptions("-Xlog:class+load:file=" + loaded);
        installation.cache("now");
        try (Command serve = installation.start("serve", "--port", "0", "--set", "admin.port=0")) {
            Awaitility.await().atMost(WHILE_A_CACHE_IS_MADE)
                    .until(() -> Files.exists(installation.home().resolve("data/status.json")));
            serve.terminate();
            assertThat(serve.exitCode()).isZero();
        }
        assertThat(onlyCache()).asString().contains("/serve-");
        assertThat(loaded).content().contains("dev.patchbay.store.Database source: shared objects file")
                .contains("org.h2.engine.Database source: shared objects file");
    }

    private void startAndCall() throws Exception {
        try (Command dev = installation.dev()) {
            Awaitility.await().atMost(PATIENCE)
                    .until(() -> installation.run("call", "hello", "name=Ada").output().contains("Ada"));
            dev.terminate();
            assertThat(dev.exitCode()).isZero();
        }
    }

    private Path onlyCache() throws IOException {
        try (Stream<Path> files = Files.list(installation.home().resolve("data/aot"))) {
            List<Path> caches = files.filter(file -> file.toString().endsWith(".aot")).toList();
            assertThat(caches).hasSize(1);
            return caches.getFirst();
        }
    }

    @Test
    void aNamedJavaThatIsNotThereIsSaidInOneLine() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(installation.home().resolve("bin/patchbay").toString(), "version")
                .redirectErrorStream(true);
        builder.environment().put("PATCHBAY_JAVA", "/no/such/java");
        Process process = builder.start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said).isEqualTo("patchbay: PATCHBAY_JAVA is /no/such/java, and no program is there.\n");
    }

    @Test
    void aJavaOfAnotherVersionIsPassedOver() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old"));
        Path java = Files.writeString(Files.createDirectories(old.resolve("bin")).resolve("java"),
                "#!/bin/sh\nexit 9\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        ProcessBuilder builder = new ProcessBuilder(installation.home().resolve("bin/patchbay").toString(), "version")
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", old.toString());
        builder.environment().put("JAVA25_HOME", System.getProperty("java.home"));
        Process process = builder.start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("Java 25");
    }

    private Path sample(String name) throws IOException {
        try (Stream<Path> files = Files.list(installation.home().resolve("plugins"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(name + "-")).findFirst().orElseThrow();
        }
    }
}
