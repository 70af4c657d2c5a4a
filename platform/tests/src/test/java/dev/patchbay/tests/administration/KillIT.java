package dev.patchbay.tests.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.ModernCaller;
import dev.patchbay.tests.product.Scale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole product is killed while clients call it and an administrator changes it; what was answered is still there. */
class KillIT {
    private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
    private static final Pattern CALL = Pattern.compile("call-\\d+-\\d+");
    private static final int CALLERS = 4;

    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Set<String> created = ConcurrentHashMap.newKeySet();
    private final List<Long> starts = new ArrayList<>();

    @Test
    void nothingThatWasAnsweredIsLost() {
        int kills = Scale.of(60);
        try (Installation installation = Installation.unpack().withSetting("limits.calls-per-minute", "100000")) {
            String key = prepared(installation);
            for (int round = 1; round <= kills; round++) {
                loadUntilKilled(installation, key, round);
                long begin = System.nanoTime();
                installation.serve();
                starts.add((System.nanoTime() - begin) / 1_000_000);
                check(installation, key);
            }
            assertThat(created).isNotEmpty();
            starts.sort(null);
            Scale.report("serve-kill", String.format(Locale.ROOT,
                    "%d kills, %d calls and %d changes answered, none lost, the trail whole after each kill. Ready again"
                            + " after %d ms (median), %d ms (worst).",
                    kills, answered.size(), created.size(), starts.get(starts.size() / 2), starts.getLast()));
        }
    }

    private String prepared(Installation installation) {
        Administration administration = installation.serve().administration();
        administration.approveAll();
        String key = administration.client("caller");
        administration.enable("caller", "tool:hello");
        return key;
    }

    private void loadUntilKilled(Installation installation, String key, int round) {
        Administration administration = installation.administration();
        int before = answered.size();
        try (ModernCaller caller = new ModernCaller(installation.url(), key);
                ExecutorService threads = Executors.newFixedThreadPool(CALLERS + 1)) {
            for (int each = 0; each < CALLERS; each++) {
                String prefix = "call-" + round + "-" + each;
                threads.execute(() -> untilKilled(i -> {
                    if (caller.call("hello", Map.of("name", prefix + i)).failure().isEmpty()) {
                        answered.add(prefix + i);
                    }
                }));
            }
            threads.execute(() -> untilKilled(i -> {
                String id = "client-" + round + "-" + i;
                administration.send("POST", "/clients", "{\"id\":\"" + id + "\"}");
                created.add(id);
            }));
            await().atMost(Duration.ofMinutes(1)).until(() -> answered.size() > before + 100);
            installation.kill();
            threads.shutdownNow();
        }
    }

    private static void untilKilled(IntConsumer work) {
        try {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                work.accept(i);
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            LOG.debug("The server is gone", e);
        }
    }

    private void check(Installation installation, String key) {
        Administration administration = installation.administration();
        assertThat(administration.send("POST", "/audit/verify", "{}").path("intact").asBoolean()).isTrue();
        assertThat(recorded(installation.folder().resolve("data/audit"))).containsAll(answered);
        Set<String> clients = new HashSet<>();
        administration.send("GET", "/clients", "").path("items")
                .forEach(each -> clients.add(each.path("id").asString()));
        assertThat(clients).containsAll(created);
        try (ModernCaller caller = new ModernCaller(installation.url(), key)) {
            await().atMost(Duration.ofMinutes(1)).until(
                    () -> caller.call("hello", Map.of("name", "again")).failure().isEmpty());
        }
    }

    private static Set<String> recorded(Path trail) {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.list(trail)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                Matcher call = CALL.matcher(Files.readString(file));
                while (call.find()) {
                    names.add(call.group());
                }
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
