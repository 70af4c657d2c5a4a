package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.host.fixture.PluginCalling;
import dev.patchbay.host.fixture.PluginCalling.CallFailed;
import dev.patchbay.host.fixture.PluginCalling.Handed;
import dev.patchbay.host.fixture.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    @Test
    void triesAFailedJarAgainWhenItIsTouched() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            hello("1.0.0").onStart("if (!new java.io.File(\"" + folder.resolve("database").toString().replace('\\', '/')
                    + "\").exists()) throw new IllegalStateException(\"no database\");")
                    .writeTo(fixture.jar("hello.jar"));
            fixture.start();
            assertThat(fixture.instance("hello").state()).isEqualTo(PluginState.FAILED);
            Files.createFile(folder.resolve("database"));
            fixture.touch("hello.jar");
            fixture.awaitTool("hello");
            assertThat(fixture.instance("hello").cause()).isEmpty();
        }
    }

    @Test
    void showsAConfiguredInstanceWithoutAPlugin() throws Exception {
        try (HostFixture fixture = new HostFixture(folder,
                settings -> settings.withInstances(List.of(InstanceSettings.of("team", "missing"))))) {
            fixture.start();
            assertThat(fixture.instance("team").state()).isEqualTo(PluginState.STOPPED);
            assertThat(fixture.instance("team").cause()).hasValueSatisfying(
                    cause -> assertThat(cause).contains("no JAR of plugin missing"));
        }
    }

    @Test
    void saysWhenTheNameOfAnInstanceIsTaken() throws Exception {
        try (HostFixture fixture = new HostFixture(folder,
                settings -> settings.withInstances(List.of(InstanceSettings.of("hello", "alpha"))))) {
            hello("1.0.0").writeTo(fixture.jar("hello.jar"));
            fixture.start();
            assertThat(fixture.registry.current().tools()).as("taken, although alpha is not there yet").isEmpty();
            PluginJar.of("alpha", "1.0.0").tool("greet", "return CallToolResult.text(\"alpha\");")
                    .writeTo(fixture.jar("alpha.jar"));
            fixture.awaitTool("hello_greet");
            assertThat(fixture.calling.call("hello_greet")).isEqualTo("alpha");
            assertThat(fixture.plugin("hello.jar").state()).isEqualTo(PluginState.FAILED);
            assertThat(fixture.plugin("hello.jar").cause()).hasValueSatisfying(
                    cause -> assertThat(cause).contains("cannot be named hello", "plugin alpha"));
        }
    }

    @Test
    void refusesTwoInstancesOfOneName() {
        List<InstanceSettings> twins = List.of(InstanceSettings.of("a", "x"), InstanceSettings.of("a", "y"));
        assertThatIllegalArgumentException().isThrownBy(
                () -> HostSettings.of(folder, folder).withInstances(twins)).withMessageContaining("named a");
    }

    @Test
    void finishesCallsWhenItCloses() throws Exception {
        CompletableFuture<String> result;
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            hello("1.0.0").tool("slow", "Thread.sleep(300); return CallToolResult.text(\"slow\");")
                    .writeTo(fixture.jar("hello.jar"));
            fixture.start();
            result = fixture.calling.hand("hello_slow", Duration.ofSeconds(30)).result();
        }
        assertThat(PluginCalling.await(result)).isEqualTo("slow");
    }

    @Test
    void boundsAnInstanceThatIsNotConfiguredToo() throws Exception {
        try (HostFixture fixture = new HostFixture(folder,
                settings -> settings.withPool(settings.pool().withSize(1, 0)))) {
            hello("1.0.0").tool("slow", "Thread.sleep(60_000); return null;").writeTo(fixture.jar("hello.jar"));
            fixture.start();
            Handed slow = fixture.calling.hand("hello_slow", Duration.ofSeconds(60));
            assertThatExceptionOfType(CallFailed.class).isThrownBy(() -> fixture.calling.call("hello"))
                    .withMessageContaining("BUSY");
            HostFixture.eventually().until(() -> fixture.instance("hello").pool().orElseThrow().running() == 1);
            slow.work().cancel();
            assertThatExceptionOfType(CallFailed.class).isThrownBy(() -> PluginCalling.await(slow.result()))
                    .withMessageContaining("InterruptedException");
        }
    }
}
