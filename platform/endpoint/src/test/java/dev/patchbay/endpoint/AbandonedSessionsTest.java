package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.endpoint.legacy.LegacyOptions;
import dev.patchbay.protocol.wire.WireWatch;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.ClientIdentity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Clients that open sessions and never say goodbye: 100,000 of them with {@code -Dpatchbay.scale=1}, which leaves a
 * report. Memory must not grow with them, and nothing of them may be left when they have expired.
 */
class AbandonedSessionsTest {
    private static final int ALL = 100_000;
    private static final int MAX_SESSIONS = 10_000;
    private static final int CALLERS = 20;
    private static final int CONNECTIONS = 8;
    private static final int PER_CONNECTION = 1000;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final long MOST_PER_SESSION = 4 * 1024;
    private static final long NOISE = 8L * 1024 * 1024;
    private static final String BODY = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"roots\":{\"listChanged\":true},\"sampling\":{},"
            + "\"elicitation\":{\"form\":{},\"url\":{}}},\"clientInfo\":{\"name\":\"passer-by\",\"version\":\"1\"}}}";

    private final double scale = Double.parseDouble(System.getProperty("patchbay.scale", "0.05"));
    private final int maxSessions = (int) (MAX_SESSIONS * scale);

    @Test
    void sessionsThatNobodyEndsCostNothing() throws Exception {
        int sessions = (int) (ALL * scale);
        Duration idle = scale < 1 ? IDLE : Duration.ofSeconds(30);
        try (TestEndpoint server = new TestEndpoint(
                EndpointOptions.defaults()
                        .with(LegacyOptions.defaults().withSessions(maxSessions, maxSessions / 10, idle)),
                credentials -> new Authentication.Known(new ClientIdentity(
                        String.valueOf(credentials.authorization()), "x", Set.of())),
                InstantSource.system())) {
            server.catalog.tool("echo");
            open(server, 200); // what is made once is made
            await().atMost(idle.plusSeconds(30)).until(() -> server.endpoint.openSessions() == 0);
            long before = heap();
            open(server, maxSessions);
            long full = heap();
            int openWhenFull = server.endpoint.openSessions();
            long began = System.nanoTime();

            open(server, sessions);

            long millis = (System.nanoTime() - began) / 1_000_000;
            int openAtTheEnd = server.endpoint.openSessions();
            long atTheEnd = heap();
            await().atMost(idle.plusSeconds(30)).until(() -> server.endpoint.openSessions() == 0);
            long expired = heap();
            report(sessions, millis, openWhenFull, openAtTheEnd, before, full, atTheEnd, expired);

            assertThat(openWhenFull).isLessThanOrEqualTo(maxSessions);
            assertThat(openAtTheEnd).isPositive().isLessThanOrEqualTo(maxSessions);
            assertThat(atTheEnd - before).as("all that are open").isLessThan(NOISE + maxSessions * MOST_PER_SESSION);
            assertThat(atTheEnd - full).as("those that were pushed out").isLessThan(NOISE);
            assertThat(expired - before).as("after all have expired").isLessThan(NOISE);
        }
    }

    /** Opens sessions over a few connections, each by one of the callers. */
    private static void open(TestEndpoint server, int sessions) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int first = i;
                tasks.add(() -> open(server, first, sessions));
            }
            for (Future<Integer> opened : clients.invokeAll(tasks)) {
                assertThat(opened.get()).isPositive();
            }
        }
    }

    private static int open(TestEndpoint server, int first, int sessions) throws IOException {
        int opened = 0;
        for (int i = first; i < sessions; i += CONNECTIONS * PER_CONNECTION) {
            WireWatch watch = new WireWatch();
            try (RawClient client = server.raw(watch)) {
                opened += open(client, server.endpoint.port(), i, Math.min(sessions, i + CONNECTIONS * PER_CONNECTION));
            }
            watch.assertNothingWrong();
        }
        return opened;
    }

    private static int open(RawClient client, int port, int first, int end) throws IOException {
        int opened = 0;
        for (int i = first; i < end; i += CONNECTIONS) {
            client.write("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: caller-" + i % CALLERS
                    + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                    + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY);
            StringBuilder answer = new StringBuilder(client.readSome());
            while (answer.charAt(answer.length() - 1) != '}') {
                answer.append(client.readSome());
            }
            assertThat(answer.toString()).startsWith("HTTP/1.1 200").containsIgnoringCase("Mcp-Session-Id: ");
            opened++;
        }
        return opened;
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void report(int sessions, long millis, int openWhenFull, int openAtTheEnd, long before, long full,
            long atTheEnd, long expired) throws IOException {
        String folder = System.getProperty("patchbay.reports", "");
        if (scale < 1 || folder.isEmpty()) {
            return;
        }
        Files.createDirectories(Path.of(folder));
        Files.writeString(
                Path.of(folder, LocalDate.now(ZoneId.systemDefault()) + "-abandoned-sessions.md"), """
                        # What sessions cost that nobody ends

                        `AbandonedSessionsTest` with `-Dpatchbay.scale=1`: %,d sessions of revision 2025-11-25, opened over \
                        %d connections at a time in the name of %d clients in %,d ms, each answer held to the official schema, none \
                        of them ended; at most %,d sessions, \
                        %,d of one client. Client and server share one heap, which is measured after a garbage collection.

                        | when | open sessions | heap, KiB |
                        | --- | ---: | ---: |
                        | before | 0 | %,d |
                        | after as many as may be open | %,d | %,d |
                        | after %,d more | %,d | %,d |
                        | after all have expired | 0 | %,d |
                        """.formatted(sessions, CONNECTIONS, CALLERS, millis, maxSessions, maxSessions / 10,
                        before / 1024, openWhenFull, full / 1024, sessions, openAtTheEnd, atTheEnd / 1024,
                        expired / 1024));
    }
}
