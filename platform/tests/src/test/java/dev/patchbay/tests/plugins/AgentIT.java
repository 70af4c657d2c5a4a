package dev.patchbay.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.ModernCaller;
import dev.patchbay.tests.product.Scale;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A plugin that attacks the host and the machine by everything the agent hooks, and one that keeps to its grants. */
class AgentIT {
    private static final List<String> THREADS = List.of("pool", "platform", "virtual", "common pool");
    private static final List<String> STYLES = List.of("direct", "reflection", "method handle");
    /** What an agent that only asks for the immediate caller lets pass. */
    private static final List<String> NOT_IMMEDIATE = List.of("Runtime.exec", "Files.readString",
            "HttpClient.newHttpClient", "MethodHandleProxies");

    private static final Pattern COUNTED = Pattern.compile("the agent denied (\\d+) deeds of it");

    private static Installation patchbay;
    private static ModernCaller caller;
    private static ServerSocket listening;
    private static Process sleeper;
    private static Path granted;

    @BeforeAll
    static void start() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        sleeper = new ProcessBuilder("sleep", "600").start();
        patchbay = Installation.unpack();
        granted = Files.createDirectory(patchbay.folder().resolve("granted")).toRealPath();
        byte[] jar = WrittenPlugin.jar("attacker", "1.0.0", source());
        WrittenPlugin.moveTo(patchbay.plugins().resolve("attacker.jar"), jar);
        WrittenPlugin.moveTo(patchbay.plugins().resolve("keeper.jar"),
                WrittenPlugin.withGrants(WrittenPlugin.jar("keeper", "1.0.0", source()), "hosts: 127.0.0.1:"
                        + listening.getLocalPort() + "; paths: " + granted + " (rw); environment: HOME"));
        patchbay.dev();
        caller = new ModernCaller(patchbay.url());
        await().atMost(Duration.ofSeconds(40)).until(() -> Shown.inStatusFile(patchbay).serves("attacker")
                && Shown.inStatusFile(patchbay).serves("keeper"));
    }

    private static String source() throws IOException {
        try (InputStream in = AgentIT.class.getResourceAsStream("/agent/Attacks.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        caller.close();
        patchbay.close();
        sleeper.destroy();
        listening.close();
    }

    @Test
    void everyAttackIsDeniedOnEveryThreadInEveryStyle() throws IOException {
        Path secret = Files.writeString(patchbay.folder().resolve("conf/secret.txt"), "a secret of the host");
        Map<String, List<String>> passed = new TreeMap<>();
        TreeSet<String> attacks = new TreeSet<>();
        int cells = 0;
        for (String thread : THREADS) {
            for (String style : STYLES) {
                ModernCaller.Answer answer = caller.call("attacker_attack", Map.of("thread", thread, "style", style,
                        "file", secret.toString(), "port", listening.getLocalPort(), "sleeper", sleeper.pid()));
                assertThat(answer.failure()).isEmpty();
                for (String line : answer.text().lines().toList()) {
                    String[] parts = line.split("\t", 2);
                    cells++;
                    attacks.add(parts[0]);
                    if (!parts[1].startsWith("denied attacker: ")
                            || !(parts[1].contains("needs the grant '") || parts[1].contains("no grant allows it"))) {
                        passed.computeIfAbsent(parts[0], name -> new ArrayList<>())
                                .add(thread + ", " + style + ": " + parts[1]);
                    }
                }
            }
        }
        String size = attacks.size() + " attacks by " + THREADS.size() + " kinds of thread in " + STYLES.size()
                + " styles of call: " + cells + " cells, " + (cells - passed.values().stream().mapToInt(List::size)
                        .sum())
                + " denied";
        System.out.println("Agent: " + size);
        Scale.report("agent-attacks", size + ".\n\n" + String.join("\n", attacks.stream().map(name -> "- " + name)
                .toList()));
        assertThat(passed).isEmpty();
        assertThat(attacks).containsAll(NOT_IMMEDIATE).hasSizeGreaterThanOrEqualTo(120);
        assertThat(cells).isEqualTo(attacks.size() * THREADS.size() * STYLES.size());

        assertThat(secret).hasContent("a secret of the host");
        assertThat(sleeper.isAlive()).isTrue();
        assertThat(caller.call("hello", Map.of("name", "Ada")).text()).isEqualTo("Hello, Ada!");
        int all = cells;
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(counted()).isGreaterThanOrEqualTo(all));
        assertThat(patchbay.printed()).contains("Denied: attacker: starting a process is not allowed to plugins");
    }

    private static int counted() {
        Matcher counted = COUNTED.matcher(Shown.byCommand(patchbay).instance("attacker").toString());
        return counted.find() ? Integer.parseInt(counted.group(1)) : 0;
    }

    @Test
    void whatIsGrantedPasses() {
        ModernCaller.Answer answer = caller.call("keeper_granted",
                Map.of("folder", granted.toString(), "port", listening.getLocalPort()));
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.text()).startsWith("written true /");
        assertThat(granted.resolve("written.txt")).hasContent("written");
    }

    @Test
    void whatTheJdkNeedsItselfPasses() {
        ModernCaller.Answer answer = caller.call("attacker_harmless", Map.of());
        assertThat(answer.failure()).as(patchbay.printed()).isEmpty();
        assertThat(answer.text()).startsWith("async ");
    }
}
