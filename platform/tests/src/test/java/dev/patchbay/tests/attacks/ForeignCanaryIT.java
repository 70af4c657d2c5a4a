package dev.patchbay.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.ModernCaller;
import dev.patchbay.tests.product.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Many clients at once, each with a word of its own in every call: nobody ever gets the word of another. */
class ForeignCanaryIT {
    private static final int CLIENTS = 200;
    private static final int CALLS = 10_000;

    @Test
    void noClientGetsTheWordOfAnother() {
        int clients = Math.max(10, Scale.of(CLIENTS));
        int calls = Math.max(50, Scale.of(CALLS) / 10);
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        try (Installation installation = Installation.unpack().withSetting("limits.calls-per-minute", "100000000")
                .withSetting("mcp.flood-requests", "0").serve()) {
            Administration administration = installation.administration();
            administration.approveAll();
            List<String> keys = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                keys.add(administration.client("client-" + client));
                administration.enable("client-" + client, "tool:hello");
            }
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int client = 0; client < clients; client++) {
                    String canary = "canary-" + client + "-canary";
                    String key = keys.get(client);
                    threads.execute(() -> call(installation.url(), key, canary, calls, wrong));
                }
            }
        }
        assertThat(wrong).isEmpty();
        Scale.report("foreign-canaries",
                clients + " clients made " + calls + " calls each; none got the word of another.");
    }

    private static void call(String url, String key, String canary, int calls, ConcurrentLinkedQueue<String> wrong) {
        try (ModernCaller caller = new ModernCaller(url, key)) {
            for (int i = 0; i < calls && wrong.size() < 10; i++) {
                ModernCaller.Answer answer = caller.call("hello", Map.of("name", canary));
                String text = answer.text();
                if (!text.contains(canary) || text.replace(canary, "").contains("canary")) {
                    wrong.add(canary + " got " + answer);
                }
            }
        }
    }
}
