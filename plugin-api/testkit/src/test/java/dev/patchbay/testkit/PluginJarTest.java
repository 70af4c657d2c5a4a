package dev.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginJarTest {
    private static final String SOURCE = """
            @dev.patchbay.api.Contributes
            public final class Fixture {
                @dev.patchbay.api.tool.Tool(description = "Does nothing")
                public void nothing() {}
            }
            """;

    @TempDir Path target;
    @TempDir Path scratch;

    @Test
    void theJarOfTheBuildIsTaken() throws IOException {
        PluginJar built = FixturePlugin.compiled(target, SOURCE).packed();
        Files.writeString(target.resolve("fixture-sources.jar"), "no plugin");

        assertThat(PluginJar.in(target, scratch)).isEqualTo(built);
    }

    @Test
    void newerClassesArePackedUnderTheManifestOfTheBuild() throws IOException {
        PluginJar built = FixturePlugin.compiled(target, SOURCE).packed();
        Path added = Files.writeString(target.resolve("classes/added.txt"), "new");
        Files.setLastModifiedTime(added, FileTime.from(Instant.now().plusSeconds(60)));

        PluginJar found = PluginJar.in(target, scratch);

        assertThat(found.path()).isNotEqualTo(built.path());
        assertThat(found.pluginId()).isEqualTo("fixture");
        try (JarFile jar = new JarFile(found.path().toFile())) {
            assertThat(jar.getEntry("added.txt")).isNotNull();
            assertThat(jar.getManifest().getMainAttributes().getValue("Plugin-Version")).isEqualTo("1.0.0");
        }
    }

    @Test
    void withoutAJarTheAuthorIsToldWhatMakesOne() throws IOException {
        Files.createDirectories(target);

        assertThatThrownBy(() -> PluginJar.in(target, scratch)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mvn process-test-classes");
    }
}
