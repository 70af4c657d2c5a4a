package dev.patchbay.endpoint;

import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.invocation.Invocation;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.invocation.RunningCall;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pipeline whose tools are scripts that run on threads of its own. */
final class ScriptedPipeline implements Pipeline, AutoCloseable {
    /** What a tool does; an interrupt is a cancelled call. */
    @FunctionalInterface
    interface Script {
        Outcome<CallToolResult> run(Invocation invocation, Map<String, @Nullable Object> arguments)
                throws InterruptedException;
    }

    final Map<String, Script> scripts = new ConcurrentHashMap<>();
    final List<String> resources = List.of("test://one", "test://two");
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(16);

    ScriptedPipeline() {
        scripts.put("echo", (invocation, arguments) -> text(String.valueOf(arguments.get("text"))));
    }

    static Outcome<CallToolResult> text(String text) {
        return new Outcome.Completed<>(CallToolResult.text(text));
    }

    @Override
    public RunningCall callTool(Invocation invocation, String name, Map<String, @Nullable Object> arguments,
            Consumer<Outcome<CallToolResult>> outcome) {
        calls.incrementAndGet();
        Script script = scripts.get(name);
        if (script == null) {
            outcome.accept(new Outcome.Refused<>(Outcome.Reason.UNKNOWN_TOOL, "Unknown tool: " + name, Map.of()));
            return () -> {};
        }
        Future<?> running = threads.submit(() -> {
            Outcome<CallToolResult> ended;
            try {
                ended = script.run(invocation, arguments);
            } catch (InterruptedException e) {
                cancelled.incrementAndGet();
                ended = new Outcome.Cancelled<>();
            }
            outcome.accept(ended);
        });
        return () -> running.cancel(true);
    }

    @Override
    public RunningCall getPrompt(Invocation invocation, String name, Map<String, String> arguments,
            Consumer<Outcome<GetPromptResult>> outcome) {
        threads.execute(() -> outcome.accept(name.equals("greet")
                ? new Outcome.Completed<>(GetPromptResult.of(PromptMessage.user("Hello " + arguments.get("name"))))
                : new Outcome.Refused<>(Outcome.Reason.UNKNOWN_PROMPT, "Unknown prompt: " + name, Map.of())));
        return () -> {};
    }

    @Override
    public RunningCall readResource(Invocation invocation, String uri, Consumer<Outcome<ReadResourceResult>> outcome) {
        threads.execute(() -> outcome.accept(resources.contains(uri)
                ? new Outcome.Completed<>(ReadResourceResult.text(uri, "text/plain", "content of " + uri))
                : new Outcome.Refused<>(Outcome.Reason.RESOURCE_NOT_FOUND, "Resource not found: " + uri,
                        Map.of("uri", uri))));
        return () -> {};
    }

    @Override
    public RunningCall complete(Invocation invocation, CompletionReference reference, String value,
            Map<String, String> context, Consumer<Outcome<CompleteResult>> outcome) {
        threads.execute(
                () -> outcome.accept(new Outcome.Completed<>(CompleteResult.of(List.of(value + "1", value + "2")))));
        return () -> {};
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
