package dev.patchbay.invocation;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptArgument;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.schema.CompiledSchema.Violation;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.resilience.EntryGuard;
import dev.patchbay.invocation.resilience.Guards;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code prompts/get}. */
record PromptOperation(String name, Map<String, String> texts) implements Operation<PromptEntry, GetPromptResult> {
    @Override
    public String method() {
        return "prompts/get";
    }

    @Override
    public @Nullable PromptEntry find(View view) {
        return view.prompt(name).orElse(null);
    }

    @Override
    public Outcome<GetPromptResult> unknown() {
        return new Outcome.Refused<>(Outcome.Reason.UNKNOWN_PROMPT, "Unknown prompt: " + name, Map.of());
    }

    @Override
    public Target target(PromptEntry entry) {
        return new Target(Target.Kind.PROMPT, name, entry.runtime().instance());
    }

    @Override
    public InstanceRuntime runtime(PromptEntry entry) {
        return entry.runtime();
    }

    @Override
    public EntryGuard guard(Guards guards, PromptEntry entry) {
        return guards.prompt(entry.runtime(), entry.name());
    }

    @Override
    public void measureArguments(JsonMeter meter) throws JsonMeter.Exceeded {
        meter.texts(texts);
    }

    @Override
    public @Nullable Failure checkArguments(PromptEntry entry) {
        List<Violation> violations = new ArrayList<>();
        for (PromptArgument argument : entry.definition().arguments()) {
            if (argument.required() && !texts.containsKey(argument.name())) {
                violations.add(new Violation(argument.name(), "is required"));
            }
        }
        for (String argument : texts.keySet()) {
            if (entry.definition().arguments().stream().noneMatch(known -> known.name().equals(argument))) {
                violations.add(new Violation(argument, "is not known here" + known(entry)));
            }
        }
        return violations.isEmpty() ? null : Failure.invalidArguments(violations);
    }

    private static String known(PromptEntry entry) {
        List<PromptArgument> known = entry.definition().arguments();
        return known.isEmpty() ? "; there are no arguments"
                : known.stream().map(PromptArgument::name).collect(Collectors.joining(", ", "; known are ", ""));
    }

    @Override
    public Map<String, @Nullable Object> arguments(PromptEntry entry) {
        return sent();
    }

    @Override
    public Map<String, @Nullable Object> sent() {
        return Collections.unmodifiableMap(texts);
    }

    @Override
    public @Nullable GetPromptResult call(PromptEntry entry, Call call) throws Exception {
        return entry.handler().get(call);
    }

    @Override
    public GetPromptResult checkResult(PromptEntry entry, GetPromptResult result, JsonMeter meter, ResultLinks links)
            throws JsonMeter.Exceeded {
        if (ContentCheck.present(result.description(), "the description").isPresent()) {
            meter.text(result.description().get());
        }
        boolean isNeeded = false;
        for (PromptMessage message : result.messages()) {
            ContentCheck.present(message.role(), "the role of a message");
            ContentCheck.check(message.content(), meter);
            isNeeded |= links.isNeededBy(message.content()) || NeutralText.isNeededBy(message.content());
        }
        return isNeeded
                ? new GetPromptResult(result.description(), result.messages().stream()
                        .map(message -> new PromptMessage(message.role(),
                                NeutralText.of(links.translate(message.content()))))
                        .toList())
                : result;
    }
}
