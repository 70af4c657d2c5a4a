package dev.patchbay.testkit;

import dev.patchbay.client.CallOptions;
import dev.patchbay.client.McpClient;
import dev.patchbay.client.PendingCall;
import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.tool.CallToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call that was started and not waited for. Threads: any. */
public final class RunningCall {
    private final List<Progress> progress = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final PendingCall<CallToolResult> pending;

    /**
     * A report of progress.
     *
     * @param progress how much is done
     * @param total how much there is in all
     * @param message what is going on
     */
    public record Progress(double progress, OptionalDouble total, Optional<String> message) {}

    RunningCall(McpClient client, String name, Map<String, Object> arguments) {
        CallOptions options = CallOptions.DEFAULT.withProgress(report -> progress.add(new Progress(report.progress(),
                report.total() == null ? OptionalDouble.empty() : OptionalDouble.of(report.total()),
                Optional.ofNullable(report.message()))))
                .withLog(LoggingLevel.DEBUG, line -> log.add(line.level().text() + " " + line.data()));
        this.pending = client.startTool(name, arguments, options);
    }

    /**
     * Returns the reports that have come so far.
     *
     * @return the reports in their order
     */
    public List<Progress> progress() {
        return List.copyOf(progress);
    }

    /**
     * Returns the log lines that have come so far.
     *
     * @return lines such as {@code info 3 rows}
     */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** Cancels the call, as a user does who presses stop. */
    public void cancel() {
        pending.cancel();
    }

    /**
     * Waits for the result.
     *
     * @return the result
     * @throws RefusedCallException if the host answers with an error of the protocol
     */
    public ToolResult result() {
        return ToolResult.of(TestClient.refusals(pending::get));
    }
}
