package dev.patchbay.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.tests.plugins.Load.Use;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.ModernCaller;
import dev.patchbay.tests.product.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins are replaced, and removed and copied again, while clients call them: no call fails and nothing stays behind. */
class HotSwapIT {
    private static final int RELOADS = 200;
    private static final int METASPACE_GROWTH_KIB = 2 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<Use> QUICK = List.of(new Use("hello", Map.of("name", "Ada")),
            new Use("calculator", Map.of("operation", "multiply", "a", 5, "b", 3)),
            new Use("notes_search_notes", Map.of()), new Use("users_query_users", Map.of("limit", 5)),
            new Use("swapped_version", Map.of()));
    private static final Use SLOW = new Use("swapped_slow", Map.of("millis", 200));
    private static final Set<String> LISTED = Set.of("hello", "calculator", "notes_add_note", "users_create_user",
            "swapped_slow", "swapped_version");

    @TempDir private Path folder;

    /** How the next version of a plugin comes. */
    enum Way {
        /** A move in one step, which is what most tools do. */
        MOVED {
            @Override
            Path bring(Path current, Path next, byte[] bytes) {
                WrittenPlugin.moveTo(current, bytes);
                return current;
            }
        },
        /** Written over the file that is there. */
        OVERWRITTEN {
            @Override
            Path bring(Path current, Path next, byte[] bytes) throws IOException {
                return Files.write(current, bytes);
            }
        },
        /** Removed, then copied again under the same name. */
        REMOVED_AND_COPIED {
            @Override
            Path bring(Path current, Path next, byte[] bytes) throws IOException {
                Files.delete(current);
                return Files.write(current, bytes);
            }
        },
        /** A file of another name beside the old one, which then goes. */
        BESIDE {
            @Override
            Path bring(Path current, Path next, byte[] bytes) throws IOException {
                Files.write(next, bytes);
                Files.delete(current);
                return next;
            }
        };

        abstract Path bring(Path current, Path next, byte[] bytes) throws IOException;
    }

    /** A plugin that is replaced again and again. */
    private static final class Installed {
        final String name;
        private final byte[] original;
        private Path file;

        Installed(Path jar) throws IOException {
            name = jar.getFileName().toString().replaceAll("(-[0-9].*)?\\.jar", "");
            original = Files.readAllBytes(jar);
            file = jar;
        }

        void bring(Way way, String version) throws IOException {
            file = way.bring(file, file.resolveSibling(name + "-" + version + ".jar"),
                    WrittenPlugin.withVersion(original, version));
        }
    }

    @Test
    void pluginsAreReplacedUnderLoadWithoutAFailedCallAndTheirClassesAreCollected() throws Exception {
        try (Installation patchbay = Installation.unpack().withPlugin(swapped()).withTools().dev()) {
            List<Installed> plugins = installed(patchbay);
            assertThat(plugins).extracting(plugin -> plugin.name).containsExactlyInAnyOrder("hello", "calculator",
                    "notes", "users", "swapped");
            await().atMost(LIMIT).until(() -> plugins.stream().allMatch(plugin -> Shown.inStatusFile(patchbay).serves(
                    plugin.name)));
            ServerMemory memory = new ServerMemory(patchbay.pid());
            assertThat(memory.loaders()).isEqualTo(plugins.size());
            int rounds = Scale.of(RELOADS);
            // What the host itself needs is loaded once each way of coming was taken
            int warmUp = Math.max(Way.values().length, rounds / 10);
            String counts;
            List<Long> delays = new ArrayList<>();
            int metaspaceBefore;
            try (Load load = new Load(patchbay.url(), QUICK, SLOW, LISTED)) {
                delays.addAll(reload(patchbay, plugins, 1, warmUp, load));
                memory.loaders();
                metaspaceBefore = memory.metaspaceKib();
                delays.addAll(reload(patchbay, plugins, warmUp + 1, rounds, load));
                counts = load.counts();
                assertThat(load.failures()).as(counts).isEmpty();
                assertThat(load.calls()).as(counts).isGreaterThan(rounds * 10L);
            }
            await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(memory.loaders()).isEqualTo(plugins.size()));
            assertThat(Shown.byCommand(patchbay).leaks()).isEmpty();
            int metaspaceAfter = memory.metaspaceKib();
            report(rounds, plugins.size(), counts, delays, warmUp, metaspaceBefore, metaspaceAfter);
            assertThat(metaspaceAfter - metaspaceBefore).isLessThanOrEqualTo(METASPACE_GROWTH_KIB);
        }
    }

    private static List<Installed> installed(Installation patchbay) throws IOException {
        List<Installed> plugins = new ArrayList<>();
        try (Stream<Path> jars = Files.list(patchbay.plugins())) {
            for (Path jar : jars.toList()) {
                plugins.add(new Installed(jar));
            }
        }
        return plugins;
    }

    /** Returns for each round how long it took until all served in the next version. */
    private static List<Long> reload(Installation patchbay, List<Installed> plugins, int first, int last, Load load)
            throws Exception {
        List<Long> delays = new ArrayList<>();
        try (ModernCaller caller = new ModernCaller(patchbay.url())) {
            for (int round = first; round <= last; round++) {
                Way way = Way.values()[round % Way.values().length];
                String version = "1.0." + round;
                String before = caller.call("swapped_version", Map.of()).text();
                CompletableFuture<ModernCaller.Answer> inFlight = caller.start("swapped_slow", Map.of("millis", 2_000));
                long start = System.nanoTime();
                for (Installed plugin : plugins) {
                    plugin.bring(way, version);
                }
                await().atMost(LIMIT).pollInterval(Duration.ofMillis(20))
                        .untilAsserted(() -> assertServes(patchbay, plugins, version, way));
                delays.add((System.nanoTime() - start) / 1_000_000);
                assertThat(caller.call("swapped_version", Map.of()).text()).isEqualTo(version);
                assertThat(inFlight.get(60, TimeUnit.SECONDS).text())
                        .as("the version that a call in flight ended on, %s", way).isEqualTo(before);
                assertThat(load.failures()).as("after round %s, %s", round, way).isEmpty();
            }
        }
        return delays;
    }

    private static void assertServes(Installation patchbay, List<Installed> plugins, String version, Way way) {
        Shown shown = Shown.inStatusFile(patchbay);
        assertThat(plugins).extracting(plugin -> plugin.name)
                .as("%s, after %s\n%s\n%s", version, way, shown, patchbay.printed())
                .allMatch(name -> shown.serves(name, version));
    }

    /** A plugin that knows its version, and whose calls last as long as they are told to. */
    private Path swapped() {
        return PluginJar.of("swapped", "1.0.0").member("""
                static String version() throws Exception {
                    try (java.io.InputStream in = Glue.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
                        return new java.util.jar.Manifest(in).getMainAttributes().getValue("Plugin-Version");
                    }
                }
                """).member("static final String VERSION;")
                .member("static { try { VERSION = version(); } catch (Exception e) { throw new Error(e); } }")
                .tool("version", "return CallToolResult.text(VERSION);")
                .tool("slow", """
                        Thread.sleep(((Number) call.arguments().get("millis")).longValue());
                        return CallToolResult.text(VERSION);
                        """)
                .writeTo(folder.resolve("swapped.jar"));
    }

    private static void report(int rounds, int plugins, String counts, List<Long> delays, int warmUp,
            int metaspaceBefore, int metaspaceAfter) {
        String text = """
                - %d plugins, all four samples among them, each reloaded %d times under load: %s.
                - From the first byte of %d new JARs to the last of them serving: %d ms on average, %d ms at most.
                - Class loaders of plugins in memory after a collection: %d, one for each plugin.
                - Metaspace: %d KiB after %d rounds, %d KiB after all.
                """.formatted(plugins, rounds, counts, plugins,
                (long) delays.stream().mapToLong(Long::longValue).average().orElse(0),
                delays.stream().mapToLong(Long::longValue).max().orElse(0), plugins, metaspaceBefore, warmUp,
                metaspaceAfter);
        System.out.println(text);
        Scale.report("hot-swap", text);
    }
}
