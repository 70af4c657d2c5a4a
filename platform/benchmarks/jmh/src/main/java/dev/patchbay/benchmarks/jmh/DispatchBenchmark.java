package dev.patchbay.benchmarks.jmh;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.call.ClientCapabilities;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.schema.JsonSchema;
import dev.patchbay.invocation.AuditTrail;
import dev.patchbay.invocation.Authorizer;
import dev.patchbay.invocation.CallEvents;
import dev.patchbay.invocation.Invocation;
import dev.patchbay.invocation.Limiter;
import dev.patchbay.invocation.Origin;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.invocation.PipelineOptions;
import dev.patchbay.invocation.Replay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The way of a call through the pipeline: look up, authorize, limit, validate, run, check the result. The tool runs on
 * the calling thread here, so that what is measured is the pipeline and not a change of threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DispatchBenchmark {
    private static final String MESSAGE = "Hello, Patchbay";

    private final Pipeline pipeline = pipeline();
    private final Invocation invocation = new Invocation(new Ada(), new NoCapabilities(), Replay.first(),
            CallEvents.NONE, Origin.INSIDE);
    private final Map<String, Object> arguments = Map.of("message", MESSAGE);

    private record Ada() implements Caller {
        @Override
        public String id() {
            return "ada";
        }

        @Override
        public String displayName() {
            return "Ada";
        }

        @Override
        public Set<String> roles() {
            return Set.of();
        }
    }

    private record NoCapabilities() implements ClientCapabilities {
        @Override
        public boolean elicitation() {
            return false;
        }

        @Override
        public boolean sampling() {
            return false;
        }

        @Override
        public boolean roots() {
            return false;
        }
    }

    /** Runs what it is given at once. */
    private record Inline() implements InstanceRuntime {
        @Override
        public String instance() {
            return "echo";
        }

        @Override
        public String pluginId() {
            return "echo";
        }

        @Override
        public String pluginVersion() {
            return "1.0.0";
        }

        @Override
        public RunningWork submit(PluginWork work, Duration limit) {
            work.run();
            return () -> {
            };
        }
    }

    private static Pipeline pipeline() {
        ToolDefinition definition = ToolDefinition.builder("echo", "Returns the message it was given")
                .inputSchema(Map.of("type", "object", "properties", Map.of("message", Map.of("type", "string")),
                        "required", List.of("message")))
                .build();
        ToolEntry echo = new ToolEntry("echo", definition, "hash", JsonSchema.compile(definition.inputSchema()),
                definition.outputSchema().map(JsonSchema::compile),
                call -> CallToolResult.text(String.valueOf(call.arguments().get("message"))), new Inline());
        CatalogRegistry registry = new CatalogRegistry();
        registry.put(new InstanceEntries("echo", List.of(echo), List.of(), List.of(), List.of(), List.of(),
                Map.of()));
        return new Pipeline(Authorizer.ofEverything(registry), Limiter.NONE, AuditTrail.OFF,
                PipelineOptions.defaults());
    }

    /** Makes sure that what is measured is a call that works. */
    @Setup
    public void check() {
        AtomicReference<Object> seen = new AtomicReference<>();
        pipeline.callTool(invocation, "echo", arguments, seen::set);
        if (!(seen.get() instanceof Outcome.Completed<?>(CallToolResult result)) || result.isError()) {
            throw new IllegalStateException("The call ended in " + seen.get());
        }
    }

    /** One call. */
    @Benchmark
    public void call(Blackhole result) {
        pipeline.callTool(invocation, "echo", arguments, result::consume);
    }
}
