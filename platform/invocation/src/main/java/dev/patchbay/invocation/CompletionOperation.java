package dev.patchbay.invocation;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.completion.CompletionReference.OfPrompt;
import dev.patchbay.api.completion.CompletionReference.OfTemplate;
import dev.patchbay.api.resource.UriTemplate;
import dev.patchbay.catalog.CompletionEntry;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.schema.CompiledSchema.Violation;
import dev.patchbay.catalog.view.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code completion/complete}. What exists but has no completion completes to nothing. */
record CompletionOperation(CompletionReference reference, String value, Map<String, String> context)
        implements
            Operation<CompletionOperation.Subject, CompleteResult> {

    /**
     * The prompt or template of a reference.
     *
     * @param completion the code that completes the argument, if there is any
     * @param isArgument whether it has the argument at all
     * @param runtime where the code runs
     */
    record Subject(Optional<CompletionEntry> completion, boolean isArgument, InstanceRuntime runtime) {}

    @Override
    public String method() {
        return "completion/complete";
    }

    @Override
    public String name() {
        return switch (reference) {
            case OfPrompt prompt -> prompt.prompt();
            case OfTemplate template -> template.uriTemplate();
        };
    }

    @Override
    public @Nullable Subject find(View view) {
        Optional<CompletionEntry> completion = view.completion(reference);
        if (completion.isPresent()) {
            return new Subject(completion, true, completion.get().runtime());
        }
        return switch (reference) {
            case OfPrompt prompt -> view.prompt(prompt.prompt()).map(entry -> new Subject(completion,
                    entry.definition().arguments().stream().anyMatch(known -> known.name().equals(prompt.argument())),
                    entry.runtime())).orElse(null);
            case OfTemplate template -> view.template(template.uriTemplate()).map(entry -> new Subject(completion,
                    UriTemplate.parse(entry.uriTemplate()).variables().contains(template.argument()),
                    entry.scheme().runtime())).orElse(null);
        };
    }

    @Override
    public Target target(Subject subject) {
        return new Target(reference instanceof OfPrompt
                ? Target.Kind.PROMPT_COMPLETION
                : Target.Kind.TEMPLATE_COMPLETION, name(), subject.runtime().instance());
    }

    @Override
    public Outcome<CompleteResult> unknown() {
        return new Outcome.Refused<>(Outcome.Reason.UNKNOWN_REFERENCE, "Nothing to complete is named " + name(),
                Map.of());
    }

    @Override
    public void measureArguments(JsonMeter meter) throws JsonMeter.Exceeded {
        meter.add(value.length());
        meter.texts(context);
    }

    @Override
    public @Nullable Failure checkArguments(Subject subject) {
        return subject.isArgument()
                ? null
                : Failure.invalidArguments(
                        List.of(new Violation(reference.argument(), "is no argument of " + name())));
    }

    /** Where nobody completes there is nothing to choose from. */
    @Override
    public @Nullable CompleteResult ready(Subject subject) {
        return subject.completion().isPresent() ? null : CompleteResult.of(List.of());
    }

    @Override
    public InstanceRuntime runtime(Subject subject) {
        return subject.runtime();
    }

    @Override
    public Map<String, @Nullable Object> arguments(Subject subject) {
        return Map.of();
    }

    @Override
    public Map<String, @Nullable Object> sent() {
        return Map.of(reference.argument(), value);
    }

    @Override
    public boolean canAsk() {
        return false;
    }

    @Override
    public @Nullable CompleteResult call(Subject subject, Call call) throws Exception {
        return subject.completion().orElseThrow().handler().complete(value, context, call);
    }

    @Override
    public CompleteResult checkResult(Subject subject, CompleteResult result, JsonMeter meter, ResultLinks links)
            throws JsonMeter.Exceeded {
        for (String text : result.values()) {
            meter.text(text);
        }
        return result;
    }
}
