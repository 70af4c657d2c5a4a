package dev.patchbay.testkit;

import dev.patchbay.client.CallOptions;
import dev.patchbay.client.McpClient;

/** A call that became a task. Threads: any. */
public final class TestTask {
    private final McpClient client;
    private final String id;

    TestTask(McpClient client, String id) {
        this.client = client;
        this.id = id;
    }

    /**
     * Returns the id under which the client knows the task.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * Asks where the task stands.
     *
     * @return {@code working}, {@code input_required}, {@code completed}, {@code failed} or {@code cancelled}
     * @throws RefusedCallException if there is no such task any more
     */
    public String status() {
        return TestClient.refusals(() -> client.task(id)).task().status().text();
    }

    /** Cancels the task; does nothing if it has ended. */
    public void cancel() {
        TestClient.refusals(() -> {
            client.cancelTask(id);
            return id;
        });
    }

    /**
     * Waits for the result; questions are answered as the test has said.
     *
     * @return the result
     * @throws RefusedCallException if the task failed or was cancelled
     */
    public ToolResult result() {
        return ToolResult.of(TestClient.refusals(() -> client.awaitTask(id, CallOptions.DEFAULT)));
    }
}
