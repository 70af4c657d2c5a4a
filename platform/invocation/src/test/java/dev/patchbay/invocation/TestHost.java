package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.call.ClientCapabilities;
import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionHandler;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptArgument;
import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.prompt.PromptHandler;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.CompletionEntry;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.TemplateEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.schema.JsonSchema;
import dev.patchbay.invocation.Outcome.Completed;
import dev.patchbay.invocation.Outcome.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real catalog and pipeline over one instance, {@code team}, whose contributions the test says. */
final class TestHost implements AutoCloseable {
    static final Caller ADA = new TestCaller("ada");

    final CatalogRegistry registry = new CatalogRegistry();
    final FakeRuntime runtime;
    private final List<ToolEntry> tools = new ArrayList<>();
    private final List<PromptEntry> prompts = new ArrayList<>();
    private final List<SchemeEntry> schemes = new ArrayList<>();
    private final List<TemplateEntry> templates = new ArrayList<>();
    private final Map<CompletionReference, CompletionEntry> completions = new HashMap<>();
    private Authorizer authorizer = new DevPolicy(registry);
    private Limiter limiter = Limiter.NONE;
    private AuditTrail audit = AuditTrail.OFF;
    private PipelineOptions options = PipelineOptions.defaults();
    private PipelineParts parts = PipelineParts.NONE;

    TestHost() {
        this(new FakeRuntime("team"));
    }

    TestHost(FakeRuntime runtime) {
        this.runtime = runtime;
    }

    private record TestCaller(String id) implements Caller {
        @Override
        public String displayName() {
            return id;
        }

        @Override
        public Set<String> roles() {
            return Set.of();
        }
    }

    private record TestCapabilities(boolean elicitation, boolean sampling, boolean roots)
            implements
                ClientCapabilities {}

    static final ClientCapabilities ALL = new TestCapabilities(true, true, true);
    static final ClientCapabilities NONE = new TestCapabilities(false, false, false);

    static Invocation invocation() {
        return invocation(Replay.first(), CallEvents.NONE);
    }

    static Invocation invocation(Replay replay, CallEvents events) {
        return new Invocation(ADA, ALL, replay, events, Origin.INSIDE);
    }

    TestHost with(Authorizer policy) {
        authorizer = policy;
        return this;
    }

    TestHost with(Limiter counting) {
        limiter = counting;
        return this;
    }

    TestHost with(AuditTrail trail) {
        audit = trail;
        return this;
    }

    TestHost with(PipelineOptions limits) {
        options = limits;
        return this;
    }

    TestHost with(PipelineParts more) {
        parts = more;
        return this;
    }

    TestHost tool(String name, ToolHandler handler) {
        return tool(ToolDefinition.builder(name, "A tool"), handler);
    }

    TestHost tool(ToolDefinition.Builder builder, ToolHandler handler) {
        tools.add(entry(builder.build(), handler, runtime));
        return published();
    }

    static ToolEntry entry(ToolDefinition definition, ToolHandler handler, InstanceRuntime runtime) {
        return new ToolEntry("team_" + definition.name(), definition, "hash",
                JsonSchema.compile(definition.inputSchema()), definition.outputSchema().map(JsonSchema::compile),
                handler, runtime);
    }

    TestHost prompt(String name, PromptHandler handler, PromptArgument... arguments) {
        prompts.add(new PromptEntry("team_" + name, PromptDefinition.of(name, "A prompt", arguments), "hash", handler,
                runtime));
        return published();
    }

    /** Adds a connector of the plugin's scheme notes, which clients see as team+notes. */
    TestHost notes(ResourceConnector connector) {
        SchemeEntry scheme = new SchemeEntry("team+notes", "notes", connector, runtime);
        schemes.add(scheme);
        templates.add(new TemplateEntry("team+notes://{id}",
                ResourceTemplateDefinition.of("notes://{id}", "note", "A note", "text/plain"), scheme));
        return published();
    }

    TestHost completion(CompletionReference reference, CompletionHandler handler) {
        completions.put(reference, new CompletionEntry(handler, runtime));
        return published();
    }

    private TestHost published() {
        registry.put(new InstanceEntries("team", tools, prompts, schemes, List.of(), templates, completions));
        return this;
    }

    Pipeline pipeline() {
        return new Pipeline(authorizer, limiter, audit, options, parts);
    }

    Outcome<CallToolResult> call(String tool, Map<String, @Nullable Object> arguments) {
        return call(tool, arguments, invocation());
    }

    Outcome<CallToolResult> call(String tool, Map<String, @Nullable Object> arguments, Invocation invocation) {
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        pipeline().callTool(invocation, tool, arguments, outcome::complete);
        return await(outcome);
    }

    /** Calls a tool without arguments that ends with a result. */
    CallToolResult result(String tool) {
        return result(call(tool, Map.of()));
    }

    static CallToolResult result(Outcome<CallToolResult> outcome) {
        if (outcome instanceof Completed<CallToolResult>(CallToolResult result)) {
            return result;
        }
        throw new AssertionError("No result but " + outcome);
    }

    static String text(CallToolResult result) {
        return result.content().toString();
    }

    /** Returns what programs read of a failure. */
    static Map<Object, @Nullable Object> error(CallToolResult result) {
        Map<Object, @Nullable Object> error = new HashMap<>();
        if (result.meta().get(Failure.META) instanceof Map<?, ?> map) {
            error.putAll(map);
        }
        return error;
    }

    static <R> Refused<R> refused(Outcome<R> outcome) {
        if (outcome instanceof Refused<R> refused) {
            return refused;
        }
        throw new AssertionError("Not refused but " + outcome);
    }

    Outcome<GetPromptResult> get(String prompt, Map<String, String> arguments) {
        CompletableFuture<Outcome<GetPromptResult>> outcome = new CompletableFuture<>();
        pipeline().getPrompt(invocation(), prompt, arguments, outcome::complete);
        return await(outcome);
    }

    Outcome<ReadResourceResult> read(String uri) {
        CompletableFuture<Outcome<ReadResourceResult>> outcome = new CompletableFuture<>();
        pipeline().readResource(invocation(), uri, outcome::complete);
        return await(outcome);
    }

    Outcome<CompleteResult> complete(CompletionReference reference, String value) {
        CompletableFuture<Outcome<CompleteResult>> outcome = new CompletableFuture<>();
        pipeline().complete(invocation(), reference, value, Map.of(), outcome::complete);
        return await(outcome);
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        runtime.close();
    }
}
