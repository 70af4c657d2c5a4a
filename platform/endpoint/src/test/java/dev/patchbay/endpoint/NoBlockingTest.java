package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.security.LoopbackAuthenticator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** I/O threads read, decode, hand over and write; they never wait. */
@Isolated // it watches the I/O threads of every server of the process
class NoBlockingTest {
    private static final Pattern IO_THREAD = Pattern.compile("patchbay-http.*I/O.*");

    private static final Duration LONG = Duration.ofMillis(100);

    /** Which time a thread is blocked, and since when it was seen to be. */
    private record Blocked(long count, long since) {}

    /** Looks at the I/O threads again and again. */
    private static final class Watchdog implements AutoCloseable {
        final AtomicInteger looks = new AtomicInteger();
        final Queue<String> waits = new ConcurrentLinkedQueue<>();
        private final Map<Thread, Blocked> blocked = new HashMap<>();
        private final AtomicBoolean stop = new AtomicBoolean();

        Watchdog() {
            Thread.ofPlatform().daemon().start(this::watch);
        }

        private void watch() {
            while (!stop.get()) {
                for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
                    Thread watched = entry.getKey();
                    if (IO_THREAD.matcher(watched.getName()).matches()) {
                        looks.incrementAndGet();
                        look(watched, entry.getValue());
                        lookAtLocks(watched);
                    }
                }
            }
        }

        /**
         * Waiting in the selector is their trade, and so is a moment at a queue's lock, or while the thread that accepts
         * registers a connection with them; nothing else is.
         */
        private void look(Thread watched, StackTraceElement[] stack) {
            String text = String.join("\n", List.of(stack).stream().map(StackTraceElement::toString).toList());
            String top = stack.length == 0 ? "" : stack[0].getMethodName();
            boolean ofJava = stack.length > 0 && (stack[0].getClassName().startsWith("java.")
                    || stack[0].getClassName().startsWith("jdk."));
            boolean parked = ofJava && (top.equals("park") || top.startsWith("wait") || top.startsWith("sleep"));
            boolean allowed = text.contains("SelectorImpl") || text.contains("locks.ReentrantLock")
                    || text.contains("org.xnio.nio.WorkerThread$SynchTask");
            if (parked && !allowed) {
                waits.add(watched.getName() + " waits at\n" + text);
            }
        }

        /** A moment at a lock is how threads hand something over; the same lock for long is waiting. */
        private void lookAtLocks(Thread watched) {
            ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(watched.threadId());
            if (info == null || info.getThreadState() != Thread.State.BLOCKED) {
                blocked.remove(watched);
                return;
            }
            Blocked before = blocked.get(watched);
            if (before == null || before.count() != info.getBlockedCount()) {
                blocked.put(watched, new Blocked(info.getBlockedCount(), System.nanoTime()));
            } else if (System.nanoTime() - before.since() > LONG.toNanos()) {
                waits.add(watched.getName() + " is blocked at " + info.getLockName());
            }
        }

        @Override
        public void close() {
            stop.set(true);
        }
    }

    private static void load(TestEndpoint server, Duration time) throws Exception {
        List<Future<?>> clients = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                clients.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        for (HttpRequest.Builder request : List.of(server.modern("tools/list", ""),
                                server.modern("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"x\"}"),
                                server.modern("tools/call", "\"name\":\"pause\",\"arguments\":{}"),
                                server.modern("resources/read", "\"uri\":\"test://one\""), asking(server))) {
                            assertThat(server.send(request).status()).isEqualTo(200);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
    }

    private static HttpRequest.Builder asking(TestEndpoint server) {
        return server.post(ModernBody.of("1", "tools/call", "\"name\":\"ask\"", "\"elicitation\":{}", ""))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "ask");
    }

    private static void legacyLoad(TestEndpoint server) throws Exception {
        LegacyClient client = new LegacyClient(server, "");
        try (SseReader own = new SseReader(server, client.stream());
                SseReader listen = new SseReader(server, server.modern("subscriptions/listen",
                        "\"notifications\":{\"toolsListChanged\":true}"))) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.send("tools/call", "\"name\":\"pause\"").status()).isEqualTo(200);
                server.catalog.tool("new_" + i);
                assertThat(own.message().data()).contains("list_changed");
                assertThat(listen.message().data()).contains("notifications/");
            }
        }
    }

    @Test
    void noIoThreadWaitsUnderLoad() throws Exception {
        try (TestEndpoint server = new TestEndpoint()) {
            server.catalog.tool("echo").tool("pause", call -> {
                Thread.sleep(Duration.ofMillis(3));
                return CallToolResult.text("paused");
            }).tool("ask", call -> CallToolResult
                    .text(call.ask("k", ElicitRequest.form("?").string("a", "a").build()).toString()));
            server.catalog.resource("test://one");
            try (Watchdog watchdog = new Watchdog()) {
                load(server, Duration.ofSeconds(2));
                legacyLoad(server);
                assertThat(watchdog.looks).as("the threads were found").hasValueGreaterThan(50);
                assertThat(watchdog.waits).isEmpty();
            }
        }
    }

    @Test
    void noIoThreadWaitsForTheStoreOfTasks() throws Exception {
        try (TestEndpoint server = new TestEndpoint(Identification.by(new LoopbackAuthenticator()),
                TestTasks.slow(Duration.ofMillis(20)))) {
            server.catalog.tool(ToolDefinition.builder("work", "Works")
                    .traits(ToolTraits.defaults().taskSupport(TaskSupport.OPTIONAL)).build(), call -> {
                        call.asTask();
                        return CallToolResult
                                .text(call.ask("k", ElicitRequest.form("?").string("a", "a").build()).toString());
                    });
            try (Watchdog watchdog = new Watchdog()) {
                for (int i = 0; i < 5; i++) {
                    String id = TaskFixture.id(server.send(tasking(server, "tools/call", "work", "\"name\":\"work\"")));
                    String task = "\"taskId\":\"" + id + "\"";
                    try (SseReader listen = new SseReader(server, tasking(server, "subscriptions/listen", "",
                            "\"notifications\":{\"taskIds\":[\"" + id + "\"]}"))) {
                        assertThat(listen.message().data()).contains(id);
                        server.send(tasking(server, "tasks/get", id, task));
                        server.send(tasking(server, "tasks/update", id, task + ",\"inputResponses\":{}"));
                        server.send(tasking(server, "tasks/cancel", id, task));
                        assertThat(server.send(tasking(server, "tasks/get", id, task)).result())
                                .containsEntry("status", "cancelled");
                    }
                }
                assertThat(watchdog.looks).as("the threads were found").hasValueGreaterThan(50);
                assertThat(watchdog.waits).isEmpty();
            }
        }
    }

    private static HttpRequest.Builder tasking(TestEndpoint server, String method, String name, String params) {
        HttpRequest.Builder request = server.post(ModernBody.of("1", method, params, TaskFixture.DECLARED, ""))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", method);
        return name.isEmpty() ? request : request.header("Mcp-Name", name);
    }

    @Test
    void theWatchdogSeesAnIoThreadThatWaits() throws Exception {
        try (TestEndpoint server = new TestEndpoint(); Watchdog watchdog = new Watchdog()) {
            server.notReadyAfter(Duration.ofMillis(300));
            server.send(HttpRequest.newBuilder(server.uri("/health/ready")));

            assertThat(watchdog.waits).anyMatch(wait -> wait.contains("sleep"));
        }
    }

    @Test
    void theWatchdogSeesAnIoThreadThatIsBlocked() throws Exception {
        try (TestEndpoint server = new TestEndpoint(); Watchdog watchdog = new Watchdog()) {
            CompletableFuture<TestEndpoint.Answer> answer;
            synchronized (server.readiness) {
                answer = CompletableFuture.supplyAsync(() -> {
                    try {
                        return server.send(HttpRequest.newBuilder(server.uri("/health/ready")));
                    } catch (IOException | InterruptedException e) {
                        throw new CompletionException(e);
                    }
                });
                await().until(() -> watchdog.waits.stream().anyMatch(wait -> wait.contains("is blocked")));
            }
            assertThat(answer.get().status()).isEqualTo(200);
        }
    }
}
