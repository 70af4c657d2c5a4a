package dev.patchbay.tests.plugins;

import dev.patchbay.client.McpClient;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.tests.product.ModernCaller;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that call tools one after the other until they are told to end: eight that speak the modern revision by hand,
 * and one legacy session of the Java client. Slow calls keep them from using up the machine.
 */
final class Load implements AutoCloseable {
    private static final int MODERN_CLIENTS = 8;
    private static final int QUICK_CALLS = 10;

    private final List<Use> quick;
    private final Use slow;
    private final Set<String> listed;
    private final ModernCaller modern;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong slowCalls = new AtomicLong();
    private final AtomicLong legacyCalls = new AtomicLong();
    private final AtomicLong lists = new AtomicLong();
    private volatile boolean ending;

    /**
     * A call that always works.
     *
     * @param tool the tool
     * @param arguments its arguments
     */
    record Use(String tool, Map<String, Object> arguments) {}

    Load(String url, List<Use> quick, Use slow, Set<String> listed) {
        this.quick = quick;
        this.slow = slow;
        this.listed = listed;
        this.modern = new ModernCaller(url);
        for (int i = 0; i < MODERN_CLIENTS; i++) {
            begin("load-" + i, this::callInTurn);
        }
        begin("load-legacy", () -> callInLegacySession(url));
    }

    private void begin(String name, Runnable work) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                failures.add(name + " ended: " + e);
            }
        }));
    }

    private void callInTurn() {
        while (!ending) {
            for (int i = 0; i < QUICK_CALLS; i++) {
                Use use = quick.get(i % quick.size());
                check(use.tool(), modern.call(use.tool(), use.arguments()).failure());
            }
            check(slow.tool(), modern.call(slow.tool(), slow.arguments()).failure());
            slowCalls.incrementAndGet();
            ModernCaller.Answer list = modern.listTools();
            lists.incrementAndGet();
            if (!list.tools().containsAll(listed)) {
                failures.add("tools/list: " + list.failure().orElse(list.tools().toString()));
            }
        }
    }

    private void check(String tool, Optional<String> failure) {
        calls.incrementAndGet();
        failure.ifPresent(text -> failures.add(tool + ": " + text));
    }

    private void callInLegacySession(String url) {
        try (McpClient client = McpClient.http(URI.create(url)).revision(Revision.V2025_11_25).connect()) {
            while (!ending) {
                for (Use use : quick) {
                    check(use.tool(), failure(client.callTool(use.tool(), use.arguments())));
                    legacyCalls.incrementAndGet();
                }
                check(slow.tool(), failure(client.callTool(slow.tool(), slow.arguments())));
                legacyCalls.incrementAndGet();
            }
        }
    }

    private static Optional<String> failure(CallToolResult result) {
        return result.isError() ? Optional.of(result.toString()) : Optional.empty();
    }

    /** Returns what did not work so far. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Returns how much was called. */
    String counts() {
        return calls + " calls (" + slowCalls + " of them slow, " + legacyCalls + " in a legacy session), " + lists
                + " lists, " + failures.size() + " failures";
    }

    /** Returns how many calls were answered. */
    long calls() {
        return calls.get();
    }

    @Override
    public void close() {
        ending = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        modern.close();
    }
}
