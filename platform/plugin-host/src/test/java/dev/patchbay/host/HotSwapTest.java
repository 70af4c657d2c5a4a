package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.host.fixture.PluginCalling.CallFailed;
import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.host.folder.FolderTiming;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotSwapTest {
    private static final int FULL_SWAPS = 100;

    @TempDir private Path folder;

    private static PluginJar version(String version) {
        return PluginJar.of("swap", version).tool("swap", "return CallToolResult.text(\"" + version + "\");")
                .tool("slow", "Thread.sleep(5); return CallToolResult.text(\"" + version + "\");");
    }

    private static String serving(HostFixture fixture) {
        return fixture.instance("swap").version().orElse("none");
    }

    /** Calls without a pause from several threads until it is told to stop. */
    private static final class Load {
        final AtomicBoolean stop = new AtomicBoolean();
        final AtomicLong calls = new AtomicLong();
        final Set<String> answers = ConcurrentHashMap.newKeySet();
        final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();

        Load(HostFixture fixture, String... tools) {
            for (String tool : tools) {
                threads.add(Thread.ofPlatform().daemon(true).start(() -> {
                    while (!stop.get()) {
                        try {
                            answers.add(fixture.calling.call(tool));
                            calls.incrementAndGet();
                        } catch (CallFailed e) {
                            failures.add(tool + ": " + e.getMessage());
                        }
                    }
                }));
            }
        }

        void end() throws InterruptedException {
            stop.set(true);
            for (Thread thread : threads) {
                thread.join(60_000);
            }
        }
    }

    @Test
    void losesNoCallWhileVersionsAlternateAndLetsTheOldOnesGo() throws Exception {
        double scale = Double.parseDouble(System.getProperty("patchbay.scale", "0.05"));
        int swaps = (int) Math.max(5, Math.round(FULL_SWAPS * scale));
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            version("1.0.0").writeTo(fixture.jar("swap.jar"));
            fixture.start();
            Load load = new Load(fixture, "swap", "swap", "swap_slow", "swap_slow");
            for (int i = 1; i <= swaps; i++) {
                String next = "1.0." + i;
                version(next).writeTo(fixture.jar("swap.jar"));
                HostFixture.eventually().until(() -> serving(fixture).equals(next));
            }
            load.end();
            assertThat(load.failures).isEmpty();
            assertThat(load.answers).hasSizeGreaterThanOrEqualTo(swaps);
            assertThat(load.calls).hasValueGreaterThan(swaps);
            HostFixture.eventually().untilAsserted(() -> {
                System.gc();
                assertThat(fixture.host.report().closedLoaders()).isZero();
            });
            assertThat(fixture.instance("swap").draining()).isZero();
            report(swaps, load.calls.get());
        }
    }

    private static void report(int swaps, long calls) throws IOException {
        String reports = System.getProperty("patchbay.reports", "");
        if (!reports.isEmpty()) {
            Files.createDirectories(Path.of(reports));
            Files.writeString(Path.of(reports, LocalDate.now(ZoneId.systemDefault()) + "-hot-swap.md"), """
                    # Hot swap inside the plugin host

                    A JAR was overwritten %d times by another version while four threads called it without a pause.
                    Calls: %d. Failed: 0. Class loaders of old versions left in memory: 0.
                    %d processors, JDK %s.
                    """.formatted(swaps, calls, Runtime.getRuntime().availableProcessors(), Runtime.version()));
        }
    }

    @Test
    void losesNoCallWhenAJarIsDeletedAndCopiedAgain() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            version("1.0.0").writeTo(fixture.jar("swap.jar"));
            byte[] next = version("1.1.0").bytes();
            fixture.start();
            Load load = new Load(fixture, "swap", "swap_slow");
            Files.delete(fixture.jar("swap.jar"));
            Files.write(fixture.jar("swap.jar"), next);
            HostFixture.eventually().until(() -> serving(fixture).equals("1.1.0"));
            load.end();
            assertThat(load.failures).isEmpty();
        }
    }

    @Test
    void losesNoCallWhenTheNextVersionComesSlowlyUnderAnotherName() throws Exception {
        UnaryOperator<HostSettings> patient = settings -> settings.withTiming(new FolderTiming(Duration.ofMillis(50),
                Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofMillis(400)));
        try (HostFixture fixture = new HostFixture(folder, patient)) {
            version("1.0.0").writeTo(fixture.jar("swap-1.0.0.jar"));
            byte[] next = version("1.1.0").bytes();
            fixture.start();
            Load load = new Load(fixture, "swap", "swap_slow");
            try (OutputStream out = Files.newOutputStream(fixture.jar("swap-1.1.0.jar"))) {
                out.write(next, 0, 100);
                Files.delete(fixture.jar("swap-1.0.0.jar"));
                HostFixture.eventually().until(() -> fixture.plugin("swap-1.0.0.jar").cause().orElse("")
                        .contains("its file is gone"));
                out.write(next, 100, next.length - 100);
            }
            HostFixture.eventually().until(() -> serving(fixture).equals("1.1.0"));
            HostFixture.eventually().until(() -> fixture.host.report().plugin("swap-1.0.0.jar").isEmpty());
            load.end();
            assertThat(load.failures).isEmpty();
        }
    }

    @Test
    void keepsTheOldVersionWhenTheNewOneDoesNotStart() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            version("1.0.0").writeTo(fixture.jar("swap.jar"));
            fixture.start();
            version("2.0.0").onStart("throw new IllegalStateException(\"no\");").writeTo(fixture.jar("swap.jar"));
            fixture.awaitFailure("swap.jar");
            assertThat(fixture.calling.call("swap")).isEqualTo("1.0.0");
            assertThat(fixture.instance("swap").cause()).hasValueSatisfying(cause -> assertThat(cause)
                    .contains("version 2.0.0 does not serve", "version 1.0.0 keeps serving"));
            Files.write(fixture.jar("swap.jar"), "nonsense".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            HostFixture.eventually().until(() -> fixture.plugin("swap.jar").cause().orElse("").contains("not a JAR"));
            assertThat(fixture.calling.call("swap")).isEqualTo("1.0.0");
            version("2.0.1").writeTo(fixture.jar("swap.jar"));
            HostFixture.eventually().until(() -> serving(fixture).equals("2.0.1"));
            assertThat(fixture.instance("swap").cause()).isEmpty();
        }
    }

    @Test
    void servesTheHighestVersionOfTwoAndShowsTheOther() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            version("1.10.0").writeTo(fixture.jar("new.jar"));
            version("1.9.0").writeTo(fixture.jar("old.jar"));
            fixture.start();
            assertThat(fixture.calling.call("swap")).isEqualTo("1.10.0");
            assertThat(fixture.plugin("old.jar").state()).isEqualTo(PluginState.SUPERSEDED);
            assertThat(fixture.plugin("old.jar").cause()).hasValueSatisfying(
                    cause -> assertThat(cause).contains("new.jar", "1.10.0"));
            Files.delete(fixture.jar("new.jar"));
            HostFixture.eventually().until(() -> serving(fixture).equals("1.9.0"));
            assertThat(fixture.plugin("old.jar").state()).isEqualTo(PluginState.STARTED);
        }
    }

    @Test
    void letsACallFinishOnTheVersionItBeganOn() throws Exception {
        UnaryOperator<HostSettings> shortDrain = settings -> settings.withLimits(Duration.ofSeconds(20),
                Duration.ofMillis(1), Duration.ofSeconds(2));
        try (HostFixture fixture = new HostFixture(folder, shortDrain)) {
            version("1.0.0")
                    .tool("wait", "while (!new java.io.File(\"" + folder.resolve("go").toString().replace('\\', '/')
                            + "\").exists()) Thread.sleep(10); return CallToolResult.text(\"1.0.0\");")
                    .writeTo(fixture.jar("swap.jar"));
            fixture.start();
            var waiting = fixture.calling.hand("swap_wait", Duration.ofSeconds(30));
            version("1.1.0").writeTo(fixture.jar("swap.jar"));
            HostFixture.eventually().until(() -> serving(fixture).equals("1.1.0"));
            assertThat(fixture.instance("swap").draining()).isEqualTo(1);
            assertThat(fixture.calling.call("swap")).isEqualTo("1.1.0");
            Files.createFile(folder.resolve("go"));
            assertThat(dev.patchbay.host.fixture.PluginCalling.await(waiting.result())).isEqualTo("1.0.0");
            HostFixture.eventually().until(() -> fixture.instance("swap").draining() == 0);
        }
    }

    @Test
    void runsFromItsCopyAndNotFromTheFolder() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            byte[] late = PluginJar.libraryOf("late.Late",
                    "package late; public class Late { public String x() { return \"late\"; } }");
            Path library = Files.write(folder.resolve("late.jar"), late);
            version("1.0.0").library("late.jar", library)
                    .tool("late", "return CallToolResult.text(new late.Late().x());")
                    .writeTo(fixture.jar("swap.jar"));
            fixture.start();
            Path broken = Files.write(folder.resolve("broken"), new byte[10]);
            Files.copy(broken, fixture.jar("swap.jar"), StandardCopyOption.REPLACE_EXISTING);
            fixture.awaitFailure("swap.jar");
            assertThat(fixture.calling.call("swap_late")).isEqualTo("late");
        }
    }

    @Test
    void servesTheLastGoodCopyAfterARestartToo() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            version("1.0.0").writeTo(fixture.jar("swap.jar"));
            fixture.start();
            assertThat(fixture.calling.call("swap")).isEqualTo("1.0.0");
        }
        Files.writeString(folder.resolve("plugins/swap.jar"), "nonsense");
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            fixture.start();
            HostFixture.eventually().until(() -> fixture.plugin("swap.jar").state() == PluginState.FAILED);
            fixture.awaitTool("swap");
            assertThat(fixture.calling.call("swap")).isEqualTo("1.0.0");
            assertThat(fixture.plugin("swap.jar").cause()).hasValueSatisfying(cause -> assertThat(cause)
                    .contains("not a JAR", "version 1.0.0 keeps serving"));
        }
        version("2.0.0").onStart("throw new IllegalStateException(\"no\");")
                .writeTo(folder.resolve("plugins/swap.jar"));
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            fixture.start();
            fixture.awaitTool("swap");
            assertThat(fixture.calling.call("swap")).isEqualTo("1.0.0");
            Files.delete(fixture.jar("swap.jar"));
            HostFixture.eventually().until(() -> fixture.registry.current().tool("swap").isEmpty());
        }
        version("2.0.0").onStart("throw new IllegalStateException(\"no\");")
                .writeTo(folder.resolve("plugins/swap.jar"));
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            fixture.start();
            assertThat(fixture.instance("swap").state()).isEqualTo(PluginState.FAILED);
        }
    }

    @Test
    void replacesAVersionByALowerOneWhenTheFileIsOverwritten() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            version("2.0.0").writeTo(fixture.jar("swap.jar"));
            fixture.start();
            version("1.0.0").writeTo(fixture.jar("swap.jar"));
            HostFixture.eventually().until(() -> serving(fixture).equals("1.0.0"));
            assertThat(fixture.calling.call("swap")).isEqualTo("1.0.0");
        }
    }

    private String afterTheGate() {
        return "while (!new java.io.File(\"" + folder.resolve("go").toString().replace('\\', '/')
                + "\").exists()) Thread.sleep(10);";
    }

    private static void awaitVersion(HostFixture fixture, String file, String version) {
        HostFixture.eventually().until(() -> fixture.host.report().plugin(file).flatMap(PluginReport::version)
                .equals(Optional.of(version)));
    }

    @Test
    void triesTheNextVersionWhenOneIsNotConfiguredRight() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            fixture.host.start();
            version("3.0.0").onStart(afterTheGate() + " throw new IllegalStateException(\"no\");")
                    .writeTo(fixture.jar("3.jar"));
            awaitVersion(fixture, "3.jar", "3.0.0");
            version("2.0.0").configuration("{\"type\":\"object\",\"required\":[\"key\"]}")
                    .writeTo(fixture.jar("2.jar"));
            version("1.0.0").writeTo(fixture.jar("1.jar"));
            awaitVersion(fixture, "2.jar", "2.0.0");
            awaitVersion(fixture, "1.jar", "1.0.0");
            Files.createFile(folder.resolve("go"));
            HostFixture.eventually().until(() -> serving(fixture).equals("1.0.0"));
            assertThat(fixture.instance("swap").cause()).hasValueSatisfying(
                    cause -> assertThat(cause).contains("version 2.0.0 does not serve", "configuration"));
        }
    }

    @Test
    void triesTheNextVersionWhenTheCatalogRefusesOne() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            fixture.host.start();
            PluginJar.of("other", "1.0.0").tool("extra", "return CallToolResult.text(\"\");")
                    .writeTo(fixture.jar("other.jar"));
            fixture.awaitTool("other_extra");
            ToolEntry extra = fixture.registry.current().tool("other_extra").orElseThrow();
            fixture.registry.put(new InstanceEntries("stranger", List.of(new ToolEntry("swap_extra",
                    extra.definition(), extra.definitionHash(), extra.input(), extra.output(), extra.handler(),
                    extra.runtime())), List.of(), List.of(), List.of(), List.of(), Map.of()));
            version("2.0.0").tool("extra", "return CallToolResult.text(\"\");").onStart(afterTheGate())
                    .writeTo(fixture.jar("2.jar"));
            awaitVersion(fixture, "2.jar", "2.0.0");
            version("1.0.0").writeTo(fixture.jar("1.jar"));
            awaitVersion(fixture, "1.jar", "1.0.0");
            Files.createFile(folder.resolve("go"));
            HostFixture.eventually().until(() -> serving(fixture).equals("1.0.0"));
            assertThat(fixture.plugin("2.jar").cause()).hasValueSatisfying(
                    cause -> assertThat(cause).contains("its names are in use"));
        }
    }

    @Test
    void showsOneOfTwoEqualFilesOnly() throws Exception {
        try (HostFixture fixture = new HostFixture(folder, settings -> settings)) {
            byte[] same = version("1.0.0").bytes();
            Files.write(fixture.jar("a.jar"), same);
            Files.write(fixture.jar("b.jar"), same);
            fixture.start();
            assertThat(fixture.host.report().plugins()).extracting(PluginReport::state)
                    .containsExactlyInAnyOrder(PluginState.STARTED, PluginState.SUPERSEDED);
        }
    }
}
