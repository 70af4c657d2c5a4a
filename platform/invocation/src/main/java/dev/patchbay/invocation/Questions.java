package dev.patchbay.invocation;

import dev.patchbay.api.input.Answers;
import dev.patchbay.api.input.CreateMessageRequest;
import dev.patchbay.api.input.CreateMessageResult;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.InputRequest;
import dev.patchbay.api.input.InputRequired;
import dev.patchbay.api.input.ListRootsRequest;
import dev.patchbay.api.input.ListRootsResult;
import dev.patchbay.catalog.schema.InvalidSchemaException;
import dev.patchbay.catalog.schema.JsonSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one run: answers them from what earlier rounds left behind, and ends the run at the first that has
 * no valid answer. A missing or invalid answer is asked again; answers nobody asks for are ignored.
 *
 * <p>Threads: questions only on the thread of the call; {@link #once} on any.
 */
final class Questions {
    private static final int MAX_KEY_LENGTH = 64;

    private final Invocation invocation;
    private final boolean canAsk;
    private final Map<String, InputRequest> seen = new HashMap<>();
    private final Map<String, InputAnswer> used = new LinkedHashMap<>();
    private final Map<String, InputRequest> open = new LinkedHashMap<>();
    private final Map<String, Object> missing = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> values;
    private boolean swallowed;

    Questions(Invocation invocation, boolean canAsk) {
        this.invocation = invocation;
        this.canAsk = canAsk;
        this.values = new LinkedHashMap<>(invocation.replay().values());
    }

    /** Returns whether the run must end here because a question has no answer. */
    boolean isOpen() {
        return !open.isEmpty() || !missing.isEmpty();
    }

    /** Returns whether the error that ends the run reached its edge from the one question that threw it. */
    boolean isUnwoundProperly() {
        return isOpen() && !swallowed;
    }

    <R> Outcome<R> asked(String chain) {
        if (!missing.isEmpty()) {
            return new Outcome.Refused<>(Outcome.Reason.MISSING_CAPABILITY,
                    "This needs a client that declares the capability " + String.join(" and ", missing.keySet()),
                    Map.of("requiredCapabilities", Map.copyOf(missing)));
        }
        synchronized (values) {
            return new Outcome.Asked<>(Collections.unmodifiableMap(open), new Replay(used, values, Optional.of(chain)));
        }
    }

    Answers askAll(Map<String, ? extends InputRequest> requests) {
        if (!canAsk) {
            throw new UnsupportedOperationException("Only tools, prompts and resource reads can ask");
        }
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("askAll needs at least one question");
        }
        if (isOpen()) {
            swallowed = true;
            throw new InputRequired();
        }
        Map<String, InputAnswer> answers = new HashMap<>();
        requests.forEach((key, request) -> {
            checkKey(key);
            checkSame(key, request);
            checkForm(key, request);
            Optional<InputAnswer> answer = answer(key, request);
            if (answer.isPresent()) {
                answers.put(key, answer.get());
            } else {
                open(key, request);
            }
        });
        used.putAll(answers);
        if (isOpen()) {
            throw new InputRequired();
        }
        return new GivenAnswers(answers);
    }

    private void open(String key, InputRequest request) {
        switch (request) {
            case ElicitRequest form when !invocation.capabilities().elicitation() ->
                    missing.put("elicitation", Map.of());
            case CreateMessageRequest sampling when !invocation.capabilities().sampling() ->
                    missing.put("sampling", Map.of());
            case ListRootsRequest roots when !invocation.capabilities().roots() -> missing.put("roots", Map.of());
            default -> open.put(key, request);
        }
    }

    private Optional<InputAnswer> answer(String key, InputRequest request) {
        InputAnswer answer = invocation.replay().answers().get(key);
        boolean isValid = switch (request) {
            case ElicitRequest form -> answer instanceof InputAnswer.Elicited(ElicitResult result)
                    && (!result.isAccepted()
                            || JsonSchema.compile(form.requestedSchema()).check(result.content()).isEmpty());
            case CreateMessageRequest sampling -> answer instanceof InputAnswer.Sampled;
            case ListRootsRequest roots -> answer instanceof InputAnswer.Roots;
        };
        return isValid ? Optional.ofNullable(answer) : Optional.empty();
    }

    @Nullable
    Object once(String key, Supplier<? extends @Nullable Object> work) {
        checkKey(key);
        synchronized (values) {
            if (values.containsKey(key)) {
                return values.get(key);
            }
        }
        Object value = JsonValue.normalized(work.get());
        synchronized (values) {
            values.put(key, value);
        }
        return value;
    }

    private static void checkKey(String key) {
        boolean isLegal = !key.isEmpty() && key.length() <= MAX_KEY_LENGTH && key.chars()
                .allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                        || "_.-".indexOf(c) >= 0);
        if (!isLegal) {
            throw new IllegalArgumentException(
                    "'" + key + "' is not a legal key; use 1 to 64 characters of A-Z a-z 0-9 _ . -");
        }
    }

    private void checkSame(String key, InputRequest request) {
        InputRequest before = seen.putIfAbsent(key, request);
        if (before != null && !isSame(before, request)) {
            throw PluginFaultException.of(
                    "it asked two different questions under the key '" + key + "'; each needs a key of its own");
        }
    }

    private static boolean isSame(InputRequest one, InputRequest other) {
        // Only samplings have no equality of their own
        if (one instanceof CreateMessageRequest a && other instanceof CreateMessageRequest b) {
            return a.maxTokens() == b.maxTokens() && a.messages().equals(b.messages())
                    && a.systemPrompt().equals(b.systemPrompt()) && a.temperature().equals(b.temperature());
        }
        return one.equals(other);
    }

    private static void checkForm(String key, InputRequest request) {
        if (request instanceof ElicitRequest form) {
            if (form.message().length() > PluginText.MAX_CHARACTERS) {
                throw PluginFaultException.of("the message of the question '" + key + "' has " + form.message().length()
                        + " characters; " + PluginText.MAX_CHARACTERS + " is the most");
            }
            try {
                JsonSchema.compile(form.requestedSchema());
            } catch (InvalidSchemaException e) {
                throw PluginFaultException.of("the form of the question '" + key + "' is illegal: " + e.getMessage());
            }
        }
    }

    /** The answers of one round, by key. */
    private record GivenAnswers(Map<String, InputAnswer> answers) implements Answers {
        @Override
        public ElicitResult elicitation(String key) {
            if (answers.get(key) instanceof InputAnswer.Elicited(ElicitResult result)) {
                return result;
            }
            throw unasked(key);
        }

        @Override
        public CreateMessageResult message(String key) {
            if (answers.get(key) instanceof InputAnswer.Sampled(CreateMessageResult result)) {
                return result;
            }
            throw unasked(key);
        }

        @Override
        public ListRootsResult roots(String key) {
            if (answers.get(key) instanceof InputAnswer.Roots(ListRootsResult result)) {
                return result;
            }
            throw unasked(key);
        }

        private IllegalArgumentException unasked(String key) {
            List<String> keys = new ArrayList<>(answers.keySet());
            return new IllegalArgumentException(
                    "No such question was asked under the key '" + key + "'; the keys are " + keys);
        }
    }
}
