package dev.patchbay.invocation;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.content.JsonObject;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.Preset;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.schema.CompiledSchema;
import dev.patchbay.catalog.schema.CompiledSchema.Violation;
import dev.patchbay.catalog.search.Forward;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.cache.CacheKey;
import dev.patchbay.invocation.resilience.EntryGuard;
import dev.patchbay.invocation.resilience.Guards;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code tools/call}. Whatever fails once the tool is found is a result with {@code isError}.
 *
 * @param forward the host's tool through which it is called, null if it is called by its name
 */
record ToolOperation(String name, Map<String, @Nullable Object> sent, @Nullable Forward forward)
        implements
            Operation<ToolEntry, CallToolResult> {
    /** Returns what a client means that calls a tool: the tool itself, or the one to which it forwards. */
    static ToolOperation of(View view, String name, Map<String, @Nullable Object> arguments) {
        ToolEntry entry = view.tool(name).orElse(null);
        // Malformed arguments end as those of any tool do
        if (entry == null || !(entry.handler() instanceof Forward forward)
                || !entry.input().check(arguments).isEmpty()) {
            return new ToolOperation(name, arguments, null);
        }
        return new ToolOperation(Forward.innerName(arguments), Forward.innerArguments(arguments), forward);
    }

    @Override
    public String method() {
        return "tools/call";
    }

    @Override
    public @Nullable ToolEntry find(View view) {
        ToolEntry entry = view.tool(name).orElse(null);
        return forward != null && entry != null && entry.handler() instanceof Forward ? null : entry;
    }

    @Override
    public Outcome<CallToolResult> unknown() {
        if (forward != null) {
            return failed(Failure.unknownInner(name));
        }
        return new Outcome.Refused<>(Outcome.Reason.UNKNOWN_TOOL, "Unknown tool: " + name, Map.of());
    }

    @Override
    public Target target(ToolEntry entry) {
        return new Target(Target.Kind.TOOL, name, entry.original().name(), entry.runtime().instance(),
                Optional.of(entry.definition().traits()));
    }

    @Override
    public @Nullable Keeping keeping(ToolEntry entry) {
        ToolTraits traits = entry.definition().traits();
        boolean isKept = !traits.cacheFor().isZero() && traits.readOnly() && traits.idempotent();
        if (!isKept && traits.changes().isEmpty()) {
            return null;
        }
        ToolEntry own = entry.original();
        return new Keeping(isKept, CacheKey.Kind.TOOL, own.name(), own.definitionHash(), traits.cacheFor(),
                traits.staleFor(), traits.cacheShared(), traits.changes(), null);
    }

    @Override
    public TaskSupport taskSupport(ToolEntry entry) {
        return entry.definition().traits().taskSupport();
    }

    @Override
    public InstanceRuntime runtime(ToolEntry entry) {
        return entry.runtime();
    }

    @Override
    public EntryGuard guard(Guards guards, ToolEntry entry) {
        ToolEntry original = entry.original();
        return guards.tool(original.runtime(), original.name(), original.definition().name());
    }

    @Override
    public Duration declaredLimit(ToolEntry entry) {
        return entry.definition().traits().deadline();
    }

    @Override
    public boolean isRepeatable(ToolEntry entry) {
        return entry.definition().traits().idempotent() || entry.definition().traits().readOnly();
    }

    @Override
    public @Nullable Supplier<RunningCall> fallBack(Fallback fallback, ToolEntry entry,
            Consumer<Outcome<CallToolResult>> whom) {
        return fallback.find(entry, name, arguments(entry), whom);
    }

    @Override
    public void measureArguments(JsonMeter meter) throws JsonMeter.Exceeded {
        try {
            meter.json(sent);
        } catch (PluginFaultException e) {
            // What is no JSON, the check of the arguments refuses with its place
        }
    }

    @Override
    public @Nullable Failure checkArguments(ToolEntry entry) {
        if (forward != null && !forward.takes(entry.definition().traits())) {
            return Failure.notReadOnly(name);
        }
        List<Violation> violations = entry.input().check(sent);
        if (violations.isEmpty() && entry.preset().isPresent()) {
            violations = checkCompleted(entry, entry.preset().get());
        }
        return violations.isEmpty() ? null : Failure.invalidArguments(violations);
    }

    /** What a toolset hides the client cannot set, and what it fixes must fit the plugin's own schema too. */
    private List<Violation> checkCompleted(ToolEntry entry, Preset preset) {
        List<Violation> hidden = sent.keySet().stream().filter(preset::hides)
                .map(argument -> new Violation(argument, "is not known here")).toList();
        return hidden.isEmpty() ? preset.original().input().check(arguments(entry)) : hidden;
    }

    @Override
    public Map<String, @Nullable Object> arguments(ToolEntry entry) {
        if (entry.preset().isEmpty()) {
            return sent;
        }
        Map<String, @Nullable Object> completed = new LinkedHashMap<>(sent);
        completed.putAll(entry.preset().get().fixed());
        return completed;
    }

    @Override
    public @Nullable CallToolResult call(ToolEntry entry, Call call) throws Exception {
        return entry.handler().call(call);
    }

    @Override
    public CallToolResult checkResult(ToolEntry entry, CallToolResult result, JsonMeter meter, ResultLinks links)
            throws JsonMeter.Exceeded {
        CallToolResult checked = result;
        ContentCheck.check(result.content(), meter);
        meter.json(result.meta());
        Object structured = result.structuredContent().orElse(null);
        if (structured != null) {
            meter.json(structured);
            if (meter.sawForeignCode()) {
                // Reading it later, on another thread, must not run the plugin's code
                structured = JsonObject.copyOf(Map.of("copy", structured)).get("copy");
                checked = checked.withStructuredContent(ContentCheck.present(structured, "the copy"));
            }
        }
        if (entry.output().isPresent() && !result.isError()) {
            checkOutput(entry.output().get(), structured);
        }
        if (links.isNeededBy(checked.content())) {
            checked = checked.withContent(checked.content().stream().map(links::translate).toList());
        }
        return NeutralText.isNeededBy(checked.content())
                ? checked.withContent(checked.content().stream().map(NeutralText::of).toList())
                : checked;
    }

    private static void checkOutput(CompiledSchema schema, @Nullable Object structured) {
        if (structured == null) {
            throw PluginFaultException.brokenOutput("the result has no structured content");
        }
        List<Violation> violations = schema.check(structured);
        if (!violations.isEmpty()) {
            throw PluginFaultException.brokenOutput(violations.stream()
                    .map(violation -> (violation.path() + " " + violation.problem()).strip())
                    .collect(Collectors.joining(", ")));
        }
    }

    @Override
    public Outcome<CallToolResult> failed(Failure failure) {
        return new Outcome.Completed<>(failure.asResult());
    }
}
