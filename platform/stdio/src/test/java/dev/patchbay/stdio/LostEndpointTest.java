package dev.patchbay.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.wire.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LostEndpointTest {
    private static final String OK = "{\"resultType\":\"complete\"}";

    /** What stays when the first endpoint has ended. */
    private static final class Heirs implements Upstreams {
        private final List<Optional<Upstream>> asked = new CopyOnWriteArrayList<>();
        private volatile ScriptedServer now;

        Heirs(ScriptedServer first) {
            now = first;
        }

        @Override
        public Upstream connect(Optional<Upstream> lost) {
            asked.add(lost);
            return PipeFixture.upstream(now);
        }
    }

    @Test
    void aNewMessageGoesToTheNextEndpointAndOneInFlightFails() {
        CountDownLatch running = new CountDownLatch(1);
        try (ScriptedServer first = ScriptedServer.unchecked(request -> {
            request.stream().data("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}");
            running.countDown();
            await().forever().until(() -> false);
        }); ScriptedServer second = ScriptedServer.unchecked(request -> request.result(OK))) {
            Heirs heirs = new Heirs(first);
            try (PipeFixture pipe = new PipeFixture(heirs)) {
                pipe.modern("1", "tools/call", ",\"name\":\"slow\"");
                pipe.line("notifications/progress");
                heirs.now = second;
                first.stop();

                assertThat(pipe.line("\"id\":1")).contains("-32603", "connection_lost", "not known");
                pipe.modern("2", "tools/call", ",\"name\":\"slow\"");
                assertThat(pipe.line("\"id\":2")).contains(OK);
                assertThat(heirs.asked).containsExactly(Optional.empty(), Optional.of(PipeFixture.upstream(first)));
            }
        }
    }

    @Test
    void aSessionMovesToTheNextEndpointUnseen() {
        ScriptedServer.Script script = request -> {
            if (request.method().equals("GET")) {
                ScriptedServer.Stream stream = request.stream();
                stream.data("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/hello\"}");
                await().forever().until(stream::isClosed);
            } else {
                request.result("{}");
            }
        };
        try (ScriptedServer first = ScriptedServer.uncheckedWithSessions("2025-11-25", script);
                ScriptedServer second = ScriptedServer.uncheckedWithSessions("2025-11-25", script)) {
            Heirs heirs = new Heirs(first);
            try (PipeFixture pipe = new PipeFixture(heirs)) {
                pipe.initialize();
                pipe.line("notifications/hello");
                heirs.now = second;
                first.stop();

                // Nothing is sent: the stream of the session finds the way by itself, so that no change is missed.
                await().until(() -> pipe.lines().stream().filter(line -> line.contains("notifications/hello")).count(),
                        count -> count == 2);
                pipe.legacy("1", "tools/list", "");
                assertThat(pipe.line("\"id\":1")).contains("\"result\":{}");
                assertThat(second.requests("initialize")).hasSize(1);
            }
        }
    }

    @Test
    void anEndpointThatKnowsTheKeyNoMoreIsAskedForAgain() {
        AtomicBoolean renewed = new AtomicBoolean();
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> {
            if (request.header("Authorization").equals("Bearer " + (renewed.get() ? "new" : "old"))) {
                request.result(OK);
            } else {
                request.json(401, "{\"error\":\"invalid\",\"message\":\"no\"}");
            }
        });
                PipeFixture pipe = new PipeFixture(lost -> new Upstream(PipeFixture.upstream(endpoint).endpoint(),
                        Optional.of(lost.isPresent() ? "new" : "old")))) {
            pipe.modern("1", "tools/call", ",\"name\":\"a\"");
            assertThat(pipe.line("\"id\":1")).contains(OK);
            renewed.set(true);
            pipe.modern("2", "tools/call", ",\"name\":\"a\"");
            assertThat(pipe.line("\"id\":2")).contains(OK);
        }
    }

    @Test
    void whereThereIsNoEndpointEachRequestIsToldWhyAndTheNextTriesAgain() {
        AtomicInteger asked = new AtomicInteger();
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> request.result(OK));
                PipeFixture pipe = new PipeFixture(lost -> {
                    if (asked.getAndIncrement() < 2) {
                        throw new NoUpstreamException("no_client", "Create the client first.");
                    }
                    return PipeFixture.upstream(endpoint);
                })) {
            pipe.modern("1", "server/discover", "");
            assertThat(pipe.line("\"id\":1")).contains("-32603", "no_client", "Create the client first.");
            pipe.legacy("2", "initialize", "\"protocolVersion\":\"2025-11-25\"");
            assertThat(pipe.line("\"id\":2")).contains("-32603", "Create the client first.");
            pipe.modern("3", "server/discover", "");
            assertThat(pipe.line("\"id\":3")).contains(OK);
        }
    }

    @Test
    void aRequestThatNobodyCouldHaveTakenSaysWhereNobodyIs() {
        Upstream nowhere = new Upstream(URI.create("http://127.0.0.1:1/mcp"), Optional.empty());
        try (PipeFixture pipe = new PipeFixture(lost -> nowhere)) {
            pipe.modern("1", "tools/call", ",\"name\":\"a\"");
            assertThat(pipe.line("\"id\":1")).contains("unreachable", "127.0.0.1:1");
        }
    }

    @Test
    void aClientThatDoesNotReadIsRefusedMoreThanItMayHaveAndGetsAllOfThatLater() {
        String large = "\"" + "x".repeat(300_000) + "\"";
        PipeOptions options = new PipeOptions(PipeFixture.MAX_LINE, JsonLimits.DEFAULT, 16, 1_000_000, 400_000,
                Duration.ofSeconds(1), Duration.ofMillis(100));
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> {
            request.result(large);
        }); PipeFixture pipe = PipeFixture.unread(lost -> PipeFixture.upstream(endpoint), options)) {
            for (int i = 0; i < 16; i++) {
                pipe.modern(String.valueOf(i), "tools/call", ",\"name\":\"a\"");
            }
            await().until(() -> endpoint.requests("tools/call").size() == 16);
            pipe.modern("16", "tools/call", ",\"name\":\"a\"");
            await().until(LostEndpointTest::isRefusing); // or what is read until then makes room
            pipe.read();
            assertThat(pipe.line("\"id\":16")).contains("too_many_requests");
            for (int i = 0; i < 16; i++) {
                assertThat(pipe.line("\"id\":" + i + ",").length()).isGreaterThan(300_000);
            }
        }
    }

    /** Whether a pipe waits for its client to read a refusal. */
    private static boolean isRefusing() {
        return Thread.getAllStackTraces().entrySet().stream().filter(
                thread -> thread.getKey().getName().equals("patchbay-stdin"))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getMethodName().equals("refuse"));
    }

    @Test
    void aClientThatIsGoneEndsThePipe() throws Exception {
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> request.result(OK));
                PipeFixture pipe = PipeFixture.unread(lost -> PipeFixture.upstream(endpoint), PipeOptions.of(1000,
                        JsonLimits.DEFAULT))) {
            pipe.stopReading();
            pipe.modern("1", "server/discover", "");
            pipe.ended();
            assertThat(pipe.isRunning()).isFalse();
        }
    }
}
