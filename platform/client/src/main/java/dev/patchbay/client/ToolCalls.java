package dev.patchbay.client;

import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.http.ParamHeaders;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.task.CreateTaskResult;
import dev.patchbay.protocol.task.Task;
import dev.patchbay.protocol.tool.CallToolRequest;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.ListToolsRequest;
import dev.patchbay.protocol.tool.ListToolsResult;
import dev.patchbay.protocol.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists and calls tools. Remembers of the listed ones which arguments their calls repeat in headers; a modern tool whose
 * header marks break the rules is left out of the list. Safe for all threads.
 */
final class ToolCalls {
    private static final System.Logger LOG = System.getLogger(ToolCalls.class.getName());
    private static final int MAX_PAGES = 1000;

    private final Connection connection;
    private final ResponseCache cache;
    private final Map<String, ParamHeaders> headersByTool = new ConcurrentHashMap<>();

    ToolCalls(Connection connection, ResponseCache cache) {
        this.connection = connection;
        this.cache = cache;
    }

    ListToolsResult list(@Nullable String cursor, Cancellation cancellation) {
        ListToolsResult page = (ListToolsResult) connection.send(meta -> new ListToolsRequest(cursor, meta), Map.of(),
                CallOptions.DEFAULT, cancellation);
        if (!connection.revision().isModern()) {
            return page;
        }
        List<Tool> usable = new ArrayList<>();
        for (Tool tool : page.tools()) {
            List<String> problems = ParamHeaders.problems(tool.inputSchema());
            if (problems.isEmpty()) {
                headersByTool.put(tool.name(), ParamHeaders.of(tool.inputSchema()));
                usable.add(tool);
            } else {
                LOG.log(System.Logger.Level.WARNING, "left out the tool " + tool.name() + ": " + problems);
            }
        }
        return new ListToolsResult(usable, page.nextCursor(), page.cache(), page.meta());
    }

    /** Calls a tool, and waits for its task if it becomes one. */
    CallToolResult call(String name, Map<String, Object> arguments, CallOptions options, Cancellation cancellation) {
        return switch (begin(name, arguments, options, cancellation)) {
            case ToolAnswer.Finished(CallToolResult result) -> result;
            case ToolAnswer.Started(Task task) -> {
                ToolTasks tasks = new ToolTasks(connection);
                try {
                    yield tasks.await(task.taskId(), cancellation);
                } catch (CallCancelledException e) {
                    tasks.cancel(task.taskId(), new Cancellation());
                    throw e;
                }
            }
        };
    }

    ToolAnswer begin(String name, Map<String, Object> arguments, CallOptions options, Cancellation cancellation) {
        try {
            return callOnce(name, arguments, options, cancellation);
        } catch (McpException e) {
            if (e.code() != ErrorCode.HEADER_MISMATCH) {
                throw e;
            }
            // The server refused before it did anything: the tool may repeat other arguments than we know.
            cache.drop("tools/list");
            listAll(cancellation);
            return callOnce(name, arguments, options, cancellation);
        }
    }

    private ToolAnswer callOnce(String name, Map<String, Object> arguments, CallOptions options,
            Cancellation cancellation) {
        Map<String, String> headers = headersByTool.getOrDefault(name, ParamHeaders.NONE).headers(arguments);
        McpResult result = cache.throughTool(name, arguments,
                () -> connection.send(meta -> new CallToolRequest(name, arguments, Map.of(), null, meta), headers,
                        options, cancellation));
        return result instanceof CreateTaskResult created
                ? new ToolAnswer.Started(created.task())
                : new ToolAnswer.Finished((CallToolResult) result);
    }

    private void listAll(Cancellation cancellation) {
        String cursor = null;
        for (int page = 0; page < MAX_PAGES; page++) {
            cursor = list(cursor, cancellation).nextCursor();
            if (cursor == null) {
                return;
            }
        }
    }
}
