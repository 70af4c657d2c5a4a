package dev.patchbay.invocation;

import dev.patchbay.api.input.Answers;
import dev.patchbay.api.input.CreateMessageRequest;
import dev.patchbay.api.input.CreateMessageResult;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.ElicitUrlRequest;
import dev.patchbay.api.input.InputRequest;
import dev.patchbay.api.input.InputRequired;
import dev.patchbay.api.input.ListRootsRequest;
import dev.patchbay.api.input.ListRootsResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.CanonicalJson;
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
 * no valid answer. A missing or invalid answer is asked again; answers nobody asks for are ignored. Answers to questions
 * on pages come from the page, never from the client, and are never part of what the client carries.
 *
 * <p>Threads: questions only on the thread of the call; {@link #once} on any.
 */
final class Questions {
    private static final int MAX_KEY_LENGTH = 64;
    private static final String URL_CAPABILITY = "elicitation.url";

    private final Invocation invocation;
    private final Operation<?, ?> operation;
    private final String instance;
    private final Map<String, InputRequest> seen = new HashMap<>();
    private final Map<String, InputAnswer> used = new LinkedHashMap<>();
    private final Map<String, InputRequest> open = new LinkedHashMap<>();
    private final Map<String, Object> missing = new LinkedHashMap<>();
    /** By the author's key: those of earlier rounds, and those that this run has opened. */
    private final Map<String, String> pages;
    private final Map<String, @Nullable Object> values;
    private final Map<String, Integer> nestedCalls = new HashMap<>();
    private final Map<String, CallToolResult> results = new LinkedHashMap<>();
    private boolean swallowed;

    Questions(Invocation invocation, Operation<?, ?> operation, String instance) {
        this.invocation = invocation;
        this.operation = operation;
        this.instance = instance;
        this.pages = new LinkedHashMap<>(invocation.replay().pages());
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
                    Map.of("requiredCapabilities", requiredCapabilities()));
        }
        synchronized (values) {
            results.forEach((key, result) -> values.put(key, KeptResult.toJson(result)));
            return new Outcome.Asked<>(Collections.unmodifiableMap(open),
                    new Replay(used, values, pages, Optional.of(chain)));
        }
    }

    private Map<String, Object> requiredCapabilities() {
        Map<String, Object> required = new LinkedHashMap<>(missing);
        if (required.remove(URL_CAPABILITY) != null) {
            required.put("elicitation", missing.containsKey("elicitation")
                    ? Map.of("form", Map.of(), "url", Map.of())
                    : Map.of("url", Map.of()));
        }
        return required;
    }

    /** Opens the pages of the questions that need one; returns why the caller cannot be asked so, null if it can. */
    Pages.Asked.@Nullable Impossible openPages() {
        if (!missing.isEmpty()) {
            return null;
        }
        for (Map.Entry<String, InputRequest> each : open.entrySet()) {
            if (each.getValue() instanceof ElicitUrlRequest request) {
                Pages.Question question = question(each.getKey(), request);
                String known = pages.get(each.getKey());
                if (known == null || !invocation.pages().isOpen(known, question)) {
                    switch (invocation.pages().ask(question)) {
                        case Pages.Asked.OnPage(String id) -> pages.put(each.getKey(), id);
                        case Pages.Asked.Impossible impossible -> {
                            return impossible;
                        }
                    }
                }
            }
        }
        return null;
    }

    /** Forgets what was filled in on pages: the call is over. */
    void forgetPages() {
        pages.values().forEach(invocation.pages()::forget);
    }

    private Pages.Question question(String key, ElicitUrlRequest request) {
        return new Pages.Question(invocation.caller(), instance, operation.method(), operation.name(), key, request);
    }

    Answers askAll(Map<String, ? extends InputRequest> requests) {
        if (!operation.canAsk()) {
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
                if (!(request instanceof ElicitUrlRequest) || !isAccepted(answer.get())) {
                    used.put(key, answer.get());
                }
            } else {
                open(key, request);
            }
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
            case ElicitUrlRequest page when !invocation.capabilities().urlElicitation() ->
                    missing.put(URL_CAPABILITY, Map.of());
            case CreateMessageRequest sampling when !invocation.capabilities().sampling() ->
                    missing.put("sampling", Map.of());
            case ListRootsRequest roots when !invocation.capabilities().roots() -> missing.put("roots", Map.of());
            default -> open.put(key, request);
        }
    }

    private Optional<InputAnswer> answer(String key, InputRequest request) {
        if (request instanceof ElicitUrlRequest page) {
            return answer(key, page).map(InputAnswer.Elicited::new);
        }
        InputAnswer answer = invocation.replay().answers().get(key);
        boolean isValid = switch (request) {
            case ElicitRequest form -> answer instanceof InputAnswer.Elicited(ElicitResult result)
                    && (!result.isAccepted()
                            || JsonSchema.compile(form.requestedSchema()).check(result.content()).isEmpty());
            case CreateMessageRequest sampling -> answer instanceof InputAnswer.Sampled;
            case ListRootsRequest roots -> answer instanceof InputAnswer.Roots;
            case ElicitUrlRequest page -> throw new IllegalStateException("answered above");
        };
        return isValid ? Optional.ofNullable(answer) : Optional.empty();
    }

    /**
     * The client says at most no: whether the user agreed, and to what, only the page knows. Whatever content the client
     * sends is none of the user's.
     */
    private Optional<ElicitResult> answer(String key, ElicitUrlRequest request) {
        String page = pages.get(key);
        Optional<ElicitResult> onPage = page == null
                ? Optional.empty()
                : invocation.pages().answer(page, question(key, request));
        if (onPage.isPresent()) {
            return onPage;
        }
        if (invocation.replay().answers().get(key) instanceof InputAnswer.Elicited(ElicitResult said)
                && !said.isAccepted()) {
            if (page != null) {
                invocation.pages().forget(page);
            }
            return Optional.of(new ElicitResult(said.action(), Map.of()));
        }
        return Optional.empty();
    }

    private static boolean isAccepted(InputAnswer answer) {
        return answer instanceof InputAnswer.Elicited(ElicitResult result) && result.isAccepted();
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

    /** Names a nested call. No key of an author has a space in it. */
    String nestedKey(String tool, Map<String, @Nullable Object> sent) {
        String what = "tool " + CanonicalJson.sha256(Map.of("name", tool, "arguments", sent));
        synchronized (values) {
            return what + " " + nestedCalls.merge(what, 1, Integer::sum);
        }
    }

    @SuppressWarnings("unchecked") // what an earlier run kept
    @Nullable
    Map<String, @Nullable Object> kept(String key) {
        synchronized (values) {
            return (Map<String, @Nullable Object>) values.get(key);
        }
    }

    /** Keeps the result of a nested call, which becomes JSON only if the run ends at a question. */
    void keep(String key, CallToolResult result) {
        synchronized (values) {
            results.put(key, result);
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
        switch (request) {
            case ElicitRequest form -> {
                checkForm(key, form.message(), form.requestedSchema());
                if (hasSecret(form.requestedSchema())) {
                    throw PluginFaultException.of("the form of the question '" + key
                            + "' asks for a secret, which would"
                            + " pass through the client and its model; ask for it with ElicitRequest.page(...)");
                }
            }
            case ElicitUrlRequest page -> checkForm(key, page.message(), page.requestedSchema());
            case CreateMessageRequest sampling -> {
                // the client checks it
            }
            case ListRootsRequest roots -> {
                // says nothing
            }
        }
    }

    private static void checkForm(String key, String message, Map<String, Object> schema) {
        if (message.length() > PluginText.MAX_CHARACTERS) {
            throw PluginFaultException.of("the message of the question '" + key + "' has " + message.length()
                    + " characters; " + PluginText.MAX_CHARACTERS + " is the most");
        }
        try {
            JsonSchema.compile(schema);
        } catch (InvalidSchemaException e) {
            throw PluginFaultException.of("the form of the question '" + key + "' is illegal: " + e.getMessage());
        }
    }

    private static boolean hasSecret(Map<String, Object> schema) {
        return schema.get("properties") instanceof Map<?, ?> properties && properties.values().stream()
                .anyMatch(property -> property instanceof Map<?, ?> field
                        && (Boolean.TRUE.equals(field.get("writeOnly")) || "password".equals(field.get("format"))));
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
