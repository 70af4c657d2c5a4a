package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.host.fixture.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginHostTest {
    @TempDir private Path folder;

    private static PluginJar hello(String version) {
        return PluginJar.of("hello", version).tool("hello", "return CallToolResult.text(\"hello " + version + "\");");
    }

    @Test
    void servesWhatLiesInTheFolderAtTheStart() throws Exception {
        Files.createDirectories(folder.resolve("plugins"));
        hello("1.0.0").tool("other", "return CallToolResult.text(\"other\");")
                .writeTo(folder.resolve("plugins/hello.jar"));
        try (HostFixture fixture = HostFixture.started(folder)) {
            assertThat(fixture.calling.call("hello")).isEqualTo("hello 1.0.0");
            assertThat(fixture.calling.call("hello_other")).isEqualTo("other");
            InstanceReport report = fixture.instance("hello");
            assertThat(report.state()).isEqualTo(PluginState.STARTED);
            assertThat(report.tools()).containsExactly("hello", "hello_other");
            assertThat(fixture.plugin("hello.jar").state()).isEqualTo(PluginState.STARTED);
            assertThat(fixture.plugin("hello.jar").warnings()).anyMatch(text -> text.contains("development mode"));
        }
    }

    @Test
    void servesWhatComesAndTakesAwayWhatGoes() throws Exception {
        try (HostFixture fixture = HostFixture.started(folder)) {
            Path jar = hello("1.0.0").writeTo(fixture.jar("hello.jar"));
            fixture.awaitTool("hello");
            assertThat(fixture.calling.call("hello")).isEqualTo("hello 1.0.0");
            Files.delete(jar);
            HostFixture.eventually().until(() -> fixture.registry.current().tool("hello").isEmpty());
            HostFixture.eventually().until(() -> fixture.host.report().instances().isEmpty());
        }
    }

    @Test
    void replacesAVersion() throws Exception {
        try (HostFixture fixture = HostFixture.started(folder)) {
            hello("1.0.0").writeTo(fixture.jar("hello.jar"));
            fixture.awaitTool("hello");
            hello("1.1.0").writeTo(fixture.jar("hello.jar"));
            HostFixture.eventually().until(() -> fixture.calling.call("hello").equals("hello 1.1.0"));
            assertThat(fixture.instance("hello").version()).contains("1.1.0");
        }
    }
}
