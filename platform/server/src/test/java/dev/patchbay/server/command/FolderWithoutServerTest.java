package dev.patchbay.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.server.command.CommandLineFixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWithoutServerTest {
    @TempDir private Path home;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(home.resolve("plugins"));
        Files.createDirectories(home.resolve("data"));
        Files.createDirectories(home.resolve("logs"));
    }

    @Test
    void pluginsLooksAtTheJarsWithoutRunningThem() throws IOException {
        Path trace = home.resolve("trace");
        PluginJar.of("demo", "1.0.0")
                .onStart("java.nio.file.Files.createFile(java.nio.file.Path.of(\"" + trace + "\"));")
                .attribute("Patchbay-Grants", "hosts: example.com").writeTo(home.resolve("plugins/demo.jar"));
        Files.writeString(home.resolve("plugins/broken.jar"), "no JAR");

        Ran plugins = new CommandLineFixture(home).run("plugins");

        assertThat(plugins.exitCode()).isZero();
        assertThat(plugins.out()).contains("No server runs on this data folder", "demo.jar (demo 1.0.0)  unserved",
                "demo.jar asks for hosts: example.com", "broken.jar  failed  it is not a JAR");
        assertThat(trace).doesNotExist();
    }

    @Test
    void pluginsAsJsonNamesItsSource() {
        PluginJar.of("demo", "1.0.0").writeTo(home.resolve("plugins/demo.jar"));

        Ran plugins = new CommandLineFixture(home).run("plugins", "--json");

        assertThat(plugins.json()).containsEntry("source", "folder");
        assertThat(plugins.list("plugins")).singleElement().satisfies(jar -> assertThat(jar).containsEntry("id", "demo")
                .containsEntry("state", "unserved"));
    }

    @Test
    void anEmptyFolderIsSaidSo() {
        assertThat(new CommandLineFixture(home).run("plugins").out()).contains("There are no plugins");
    }

    @Test
    void theDoctorIsContentWithASoundFolder() {
        PluginJar.of("demo", "1.0.0").writeTo(home.resolve("plugins/demo.jar"));

        Ran doctor = new CommandLineFixture(home).run("doctor", "--port", "0");

        assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        assertThat(doctor.out()).contains("ok       plugin demo.jar: demo 1.0.0", "Nothing is wrong.");
    }

    @Test
    void theDoctorTellsOfAWrongConfiguration() {
        Ran doctor = new CommandLineFixture(home).run("doctor", "--set", "mcp.prot=1");

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).contains("did you mean 'mcp.port'?", "docs/configuration.md");
    }

    @Test
    void theDoctorTellsOfAFolderThatIsNone() throws IOException {
        Path file = Files.createFile(home.resolve("file"));

        Ran doctor = new CommandLineFixture(home).run("doctor", "--port", "0", "--data", file.toString());

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).contains("data folder: " + file + " is no folder", "--data");
    }
}
