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
import dev.patchbay.catalog.schema.JsonSchema;
import java.util.ArrayList;
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
 */
final class Questions {
    private static final int MAX_KEY_LENGTH = 64;

    private final Invocation invocation;
    private final boolean mayAsk;
    private final Map<String, InputRequest> seen = new HashMap<>();
    private final Map<String, InputRequest> open = new LinkedHashMap<>();
    private final Map<String, Object> missing = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> values;
    private @Nullable Thread thread;

    Questions(Invocation invocation, boolean mayAsk) {
        this.invocation = invocation;
        this.mayAsk = mayAsk;
        this.values = invocation.replay().values().isEmpty()
                ? new HashMap<>(0)
                : new LinkedHashMap<>(invocation.replay().values());
    }

    void startedOn(Thread runner) {
        thread = runner;
    }

    /** Returns whether the run must end here because a question has no answer. */
    boolean isOpen() {
        return !open.isEmpty() || !missing.isEmpty();
    }

    <R> Outcome<R> asked() {
        if (!missing.isEmpty()) {
            return new Outcome.Refused<>(Outcome.Reason.MISSING_CAPABILITY,
                    "This needs a client that declares " + String.join(", ", missing.keySet()),
                    Map.of("requiredCapabilities", Map.copyOf(missing)));
        }
        return new Outcome.Asked<>(new LinkedHashMap<>(open), new Replay(invocation.replay().answers(), values));
    }

    ElicitResult ask(String key, ElicitRequest request) {
        return askAll(Map.of(key, request)).elicitation(key);
    }

    CreateMessageResult sample(String key, CreateMessageRequest request) {
        return askAll(Map.of(key, request)).message(key);
    }

    ListRootsResult roots(String key) {
        return askAll(Map.of(key, new ListRootsRequest())).roots(key);
    }

    Answers askAll(Map<String, ? extends InputRequest> requests) {
        checkPlace();
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("askAll needs at least one question");
        }
        Map<String, InputAnswer> answers = new HashMap<>();
        requests.forEach((key, request) -> {
            checkKey(key);
            checkSame(key, request);
            answer(key, request).ifPresentOrElse(answer -> answers.put(key, answer), () -> open(key, request));
        });
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
        checkPlace();
        checkKey(key);
        if (!values.containsKey(key)) {
            values.put(key, JsonValue.normalized(work.get()));
        }
        return values.get(key);
    }

    private void checkPlace() {
        if (!mayAsk) {
            throw new UnsupportedOperationException("Only tools, prompts and resource reads can ask");
        }
        if (!Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("Questions must be asked on the thread of the call, not on "
                    + Thread.currentThread().getName());
        }
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
        boolean isSame = before == null || before.equals(request)
                || (before instanceof CreateMessageRequest && request instanceof CreateMessageRequest);
        if (!isSame) {
            throw new IllegalStateException(
                    "Two different questions have the key '" + key + "'; give each a key of its own");
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
