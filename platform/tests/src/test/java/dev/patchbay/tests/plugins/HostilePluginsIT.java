package dev.patchbay.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.plugins.HostilePlugins.Misbehaving;
import dev.patchbay.tests.plugins.HostilePlugins.Refused;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is dropped into the folder of the running product, the other plugins serve on, and the product says what is
 * wrong. What takes the product long to notice is dropped in first and looked at last.
 */
@Order(1) // of the classes: it takes longest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostilePluginsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(3);
    private static Installation patchbay;
    private static ModernCaller caller;

    @BeforeAll
    static void startWithTheSamples() throws IOException {
        patchbay = Installation.unpack().dev();
        caller = new ModernCaller(patchbay.url());
        Path leaker = drop("leaker", HostilePlugins.leaker());
        drop("blocks-in-start", HostilePlugins.blocker());
        eventually().until(() -> shown().serves("leaker"));
        Files.delete(leaker);
        HostilePlugins.misbehaving().forEach(row -> drop(row.id(), row.bytes().get()));
    }

    @AfterAll
    static void stop() {
        caller.close();
        patchbay.close();
    }

    @AfterEach
    void theOthersServe() {
        assertThat(caller.call("hello", Map.of("name", "Ada")).text()).isEqualTo("Hello, Ada!");
        assertThat(caller.call("calculator", Map.of("operation", "multiply", "a", 5, "b", 3)).text()).contains("15");
    }

    static List<Refused> refused() {
        return HostilePlugins.refused();
    }

    static List<Misbehaving> misbehaving() {
        return HostilePlugins.misbehaving();
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(Refused row) {
        Path file = drop(row.id(), row.bytes().get());
        eventually().untilAsserted(() -> {
            assertThat(shown().jar(row.id() + ".jar").path("state").asString("")).isEqualTo("failed");
            assertThat(shown().jar(row.id() + ".jar").path("cause").asString("")).contains(row.words());
        });
        assertThat(caller.listTools().tools()).noneMatch(tool -> tool.startsWith(row.id()));
        assertThat(patchbay.folder().resolveSibling("evil.txt")).doesNotExist();
        assertThat(patchbay.folder()).isDirectoryNotContaining("glob:**evil.txt");
        assertThat(patchbay.folder().resolve("data")).isDirectoryNotContaining("glob:**evil.txt");
        assertThat(file).exists();
    }

    @Order(2)
    @Test
    void servesAJarWhoseSecondHalfComesAfterAll() {
        drop("half-copied", HostilePlugins.whole());
        eventually().until(() -> shown().serves("half-copied"));
        assertThat(caller.call("half-copied_ping", Map.of()).text()).isEqualTo("pong");
    }

    @Order(3)
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void misbehaving(Misbehaving row) {
        eventually().until(() -> shown().serves(row.id()));
        ModernCaller.Answer answer = caller.call(row.id() + "_go", Map.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message().path("result").path("isError").asBoolean(false)).as("%s", answer).isTrue();
        assertThat(answer.text()).contains(row.words()).doesNotContain("secret-of-the-plugin");
        assertThat(caller.call(row.id() + "_ping", Map.of()).text()).isEqualTo("pong");
    }

    @Order(4)
    @ParameterizedTest(name = "a tool {1} beside that of another plugin")
    @CsvSource({"claims-a-name, hello, 'hello' belongs to instance hello",
        "claims-a-look-alike, he1lo, 'he1lo' looks like 'hello'"})
    void keepsNamesWithTheirOwner(String id, String tool, String words) {
        drop(id, HostilePlugins.claiming(id, tool).bytes());
        eventually().untilAsserted(() -> assertThat(shown().instance(id).path("warnings").toString()).contains(words));
        assertThat(caller.call("hello", Map.of("name", "Bo")).text()).isEqualTo("Hello, Bo!");
        assertThat(caller.listTools().tools()).containsOnlyOnce("hello").doesNotContain("he1lo");
    }

    @Order(5)
    @Test
    void losesCallsThatDoNotEndAndQuarantinesPluginsWithTooMany() throws Exception {
        drop("blocks-once", HostilePlugins.blocking("blocks-once"));
        drop("blocks", HostilePlugins.blocking("blocks"));
        Path spins = drop("spins", HostilePlugins.spinning("spins"));
        eventually().until(() -> shown().serves("blocks-once") && shown().serves("blocks") && shown().serves("spins"));
        long start = System.nanoTime();
        List<CompletableFuture<ModernCaller.Answer>> calls = new ArrayList<>();
        calls.add(caller.start("blocks-once_go", Map.of()));
        for (int i = 0; i < 8; i++) {
            calls.add(caller.start("blocks_go", Map.of()));
        }
        calls.add(caller.start("spins_go", Map.of()));
        calls.add(caller.start("spins_go", Map.of()));
        for (CompletableFuture<ModernCaller.Answer> call : calls) {
            assertThat(call.get(30, TimeUnit.SECONDS).failure()).hasValueSatisfying(failure -> assertThat(failure)
                    .contains("isError", "within 1 s"));
        }
        for (String id : List.of("spins", "blocks")) {
            eventually().untilAsserted(() -> assertThat(caller.call(id + "_ping", Map.of()).failure())
                    .hasValueSatisfying(failure -> assertThat(failure).contains("quarantined")));
            Duration after = Duration.ofNanos(System.nanoTime() - start).minus(DEADLINE);
            System.out.printf("%s: quarantined at most %d ms after its deadline%n", id, after.toMillis());
            if (Scale.isCampaign() && id.equals("spins")) {
                assertThat(after).isLessThanOrEqualTo(SOON);
            }
            eventually().untilAsserted(() -> assertThat(shown().instance(id).path("state").asString(""))
                    .isEqualTo("quarantined"));
            assertThat(shown().instance(id).path("cause").asString("")).contains("did not end", "restart");
        }
        eventually().untilAsserted(() -> assertThat(shown().instance("blocks-once").path("lostCalls").valueStream())
                .singleElement().satisfies(call -> assertThat(call.asString())
                        .contains("blocks-once_go", "blocked since", "acquireUninterruptibly", "Plugin.go")));
        assertThat(shown().instance("spins").path("lostCalls").toString()).contains("spinning since", "Plugin.go");
        assertThat(caller.call("blocks-once_ping", Map.of()).text()).isEqualTo("pong");
        Files.delete(spins);
        eventually().until(() -> !shown().instance("spins").has("state"));
    }

    @Order(5)
    @Test
    void leavesAToolAloneForAWhileThatKeepsFailingAndShowsItsPluginAsDegraded() {
        drop("keeps-failing", HostilePlugins.failing("keeps-failing"));
        eventually().until(() -> shown().serves("keeps-failing"));
        for (int i = 0; i < 5; i++) {
            assertThat(caller.call("keeps-failing_go", Map.of()).text()).contains("Internal error of the plugin");
        }
        ModernCaller.Answer refused = caller.call("keeps-failing_go", Map.of());
        assertThat(refused.text()).contains("Circuit breaker is open", "tool keeps-failing_go", "Try again in");
        assertThat(refused.message().path("result").path("_meta").path("dev.patchbay/error").path("decided_by")
                .asString("")).isEqualTo("circuit breaker of tool keeps-failing_go");
        assertThat(caller.call("keeps-failing_ping", Map.of()).text()).isEqualTo("pong");
        eventually().untilAsserted(() -> assertThat(shown().instance("keeps-failing").path("state").asString(""))
                .isEqualTo("degraded"));
        assertThat(shown().instance("keeps-failing").path("cause").asString(""))
                .contains("the circuit breaker of tool keeps-failing_go is open");
        assertThat(patchbay.command("plugins").output()).contains("degraded");
    }

    @Order(6)
    @Test
    void givesUpAStartThatDoesNotEnd() {
        eventually().untilAsserted(() -> {
            assertThat(shown().jar("blocks-in-start.jar").path("state").asString("")).isEqualTo("failed");
            assertThat(shown().jar("blocks-in-start.jar").path("cause").asString(""))
                    .contains("start did not end within 30000 ms");
        });
    }

    @Order(7)
    @Test
    void namesTheThreadThatKeepsARemovedPluginInMemory() {
        eventually().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(shown().leaks()).anySatisfy(leak -> {
            assertThat(leak.path("instance").asString("")).isEqualTo("leaker");
            assertThat(leak.path("threads").toString()).contains("leaked-one");
        }));
        assertThat(patchbay.command("doctor").output()).contains("leaker", "leaked-one");
    }

    @Order(8)
    @Test
    void theCommandShowsAllOfIt() {
        Shown command = Shown.byCommand(patchbay);
        for (Refused row : HostilePlugins.refused()) {
            if (!row.id().equals("half-copied")) {
                assertThat(command.jar(row.id() + ".jar").path("state").asString("")).as(row.what())
                        .isEqualTo("failed");
                assertThat(command.jar(row.id() + ".jar").path("cause").asString("")).contains(row.words());
                System.out.printf("%-45s %s%n", row.what(), command.jar(row.id() + ".jar").path("cause").asString(""));
            }
        }
        assertThat(command.serves("hello")).isTrue();
        assertThat(command.instance("blocks").path("state").asString("")).isEqualTo("quarantined");
        assertThat(command.leaks()).isNotEmpty();
    }

    private static Shown shown() {
        return Shown.inStatusFile(patchbay);
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(50));
    }

    private static Path drop(String id, byte[] jar) {
        Path file = patchbay.plugins().resolve(id + ".jar");
        WrittenPlugin.moveTo(file, jar);
        return file;
    }
}
