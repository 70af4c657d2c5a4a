package dev.patchbay.invocation;

import dev.patchbay.api.spi.InvalidValueException;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.catalog.schema.CompiledSchema.Violation;
import dev.patchbay.catalog.search.SearchTools;
import dev.patchbay.invocation.Authorizer.Decision;
import dev.patchbay.invocation.Outcome.Reason;
import dev.patchbay.invocation.resilience.EntryGuard;
import dev.patchbay.invocation.resilience.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a call has no result, in words that a client may see. A tool turns it into a result with {@code isError}, the
 * other operations into a refusal.
 *
 * @param reason the kind of protocol error, where there is no result to carry the failure
 * @param code a word in snake_case
 * @param text what failed and what to try
 * @param retryable whether the same call may work later
 * @param retryAfter how long to wait first, if known
 * @param suggestions what to try
 * @param more more for the client, JSON of JDK types
 * @param isTriedAgain whether the plugin has tried again itself, so that the host does not
 */
record Failure(Reason reason, String code, String text, boolean retryable, @Nullable Duration retryAfter,
        List<String> suggestions, Map<String, Object> more, boolean isTriedAgain) {
    private static final Set<String> OF_OTHERS = Set.of("upstream_error", "timeout", "unavailable", "connection_error",
            "CONNECTION_ERROR");
    private static final int MAX_SUGGESTIONS = 20;
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    static final String META = "dev.patchbay/error";

    private Failure(Reason reason, String code, String text, boolean retryable, @Nullable Duration retryAfter,
            List<String> suggestions, Map<String, Object> more) {
        this(reason, code, text, retryable, retryAfter, suggestions, more, false);
    }

    private static Failure of(Reason reason, String code, String text) {
        return new Failure(reason, code, text, false, null, List.of(), Map.of());
    }

    private Failure retryableAfter(@Nullable Duration time) {
        return new Failure(reason, code, text, true, time, suggestions, more);
    }

    static Failure invalidArguments(List<Violation> violations) {
        return of(Reason.INVALID_PARAMS, "invalid_arguments", violations.stream()
                .map(violation -> named(violation.path(), violation.problem()))
                .collect(Collectors.joining(", ", "Invalid arguments: ", "")));
    }

    static Failure invalidArgument(InvalidValueException e) {
        return of(Reason.INVALID_PARAMS, "invalid_arguments",
                "Invalid arguments: " + named(e.path(), String.valueOf(e.getMessage())));
    }

    private static String named(String path, String problem) {
        return path.isEmpty() ? problem : path + " " + problem;
    }

    private static Failure limit(String code, String text) {
        return of(Reason.LIMIT, code, text);
    }

    static Failure limitHit(Limiter.Hit hit) {
        return limit(hit.code(), hit.message()).retryableAfter(hit.retryAfter());
    }

    static Failure denied(Decision.Denied denied) {
        return new Failure(Reason.FORBIDDEN, denied.code(), denied.message(), false, null, List.of(), denied.data());
    }

    static Failure notRecorded(String code) {
        return of(Reason.INTERNAL, code, "The call was not made, because it could not be recorded."
                + " Ask the administrator to look at the audit trail.");
    }

    static Failure cannotBeAsked(Pages.Asked.Impossible why) {
        return of(Reason.FORBIDDEN, why.code(), why.message());
    }

    /** The plugin asked the host for something that it does not get; the text is fit for a model. */
    static Failure notHandedOut(String code, String text) {
        return of(Reason.FORBIDDEN, code, text);
    }

    static Failure ringOfTools(List<String> way, String name) {
        return of(Reason.FORBIDDEN, "tool_ring", "'" + name + "' is not called, because it is already on the way: "
                + String.join(" -> ", way) + " -> " + name);
    }

    static Failure tooDeep(List<String> way, String name, int most) {
        return of(Reason.FORBIDDEN, "too_deep", "'" + name + "' is not called, because tools call each other at most "
                + most + " deep: " + String.join(" -> ", way));
    }

    static Failure notForTools(String name) {
        return of(Reason.FORBIDDEN, "not_for_tools", "'" + name + "' is for clients; a tool calls others by name");
    }

    static Failure cannotAsk(String name) {
        return of(Reason.FORBIDDEN, "cannot_ask", "'" + name
                + "' asks its user something, which it cannot do when another tool calls it. Call it directly.");
    }

    static Failure unknownInner(String name) {
        return of(Reason.UNKNOWN_TOOL, "unknown_tool", SearchTools.unknown(name));
    }

    static Failure notReadOnly(String name) {
        return of(Reason.INVALID_PARAMS, "not_read_only", "'" + name
                + "' is not declared read-only. Call it with call_write_tool.");
    }

    static Failure argumentsTooLarge(long limit) {
        return limit("arguments_too_large",
                "The arguments are larger than " + limit + " bytes. Send less, or in parts.");
    }

    static Failure resultTooLarge(long limit) {
        return limit("result_too_large", "The result is larger than the limit of " + limit
                + " bytes. Ask for less, for example with a filter or a smaller page.");
    }

    static Failure unavailable(InstanceUnavailableException e) {
        return e.reason() == InstanceUnavailableException.Reason.QUARANTINED
                ? quarantined("The plugin is not called: " + e.getMessage() + ".")
                : unavailable(e.reason());
    }

    private static Failure quarantined(String text) {
        return new Failure(Reason.LIMIT, "quarantined", text, false, null, List.of(),
                Map.of("decided_by", "quarantine"));
    }

    static Failure unavailable(InstanceUnavailableException.Reason reason) {
        return switch (reason) {
            case BUSY -> new Failure(Reason.LIMIT, "busy",
                    "The plugin is busy: too many calls run or wait already. Try again in a second.", true,
                    Duration.ofSeconds(1), List.of(), later("bulkhead of the plugin"));
            case RETIRED ->
                    limit("stopped", "The plugin is being stopped or replaced. Try again.").retryableAfter(null);
            case QUARANTINED -> quarantined("The plugin is quarantined because calls of it never ended or kept failing."
                    + " An administrator ends that with 'patchbay plugin release', or by copying its JAR into the"
                    + " plugins folder again.");
        };
    }

    static Failure toolBusy(int running, int waiting) {
        return new Failure(Reason.LIMIT, "busy", "The tool is busy: " + running + " calls of it run and " + waiting
                + " wait at most. Try again in a second.", true, Duration.ofSeconds(1), List.of(),
                later("bulkhead of the tool"));
    }

    static Failure circuitOpen(EntryGuard.Refusal refusal) {
        long seconds = wholeSeconds(refusal.retryAfter());
        return new Failure(Reason.LIMIT, "circuit_open", "Circuit breaker is open (" + refusal.breaker() + "): "
                + refusal.text() + ". Try again in " + seconds + " s.", true, refusal.retryAfter(), List.of(),
                later("circuit breaker of " + refusal.breaker()));
    }

    private static Map<String, Object> later(String decider) {
        return Map.of("decided_by", decider, "suggested_action", "retry_later");
    }

    /** What a result says that the tool made itself; null if it says nothing to programs. */
    static @Nullable Failure ofResult(CallToolResult result) {
        if (!(result.meta().get(META) instanceof Map<?, ?> said) || !(said.get("code") instanceof String word)) {
            return null;
        }
        Duration after = said.get("retry_after") instanceof Number number && number.longValue() > 0
                ? bounded(Duration.ofSeconds(number.longValue()))
                : null;
        return new Failure(Reason.INVALID_PARAMS, word, "", Boolean.TRUE.equals(said.get("retryable")), after,
                List.of(), Map.of());
    }

    /** What it says about the plugin that the plugin says so. */
    Verdict verdict() {
        return retryable || OF_OTHERS.contains(code) ? Verdict.FAILED : Verdict.ANSWERED;
    }

    /** The same, where another tool was to answer and cannot. */
    Failure without(String name) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.put("fallback", "No fallback available for " + name);
        return new Failure(reason, code, text, retryable, retryAfter, suggestions, all);
    }

    static Failure givenUp(InstanceRuntime.Cause cause, Duration limit) {
        return switch (cause) {
            case DEADLINE -> limit("timeout", "The plugin did not answer within " + seconds(limit)
                    + " s and was given up. What it began may still take effect. Try a smaller request, or later.")
                    .retryableAfter(null);
            case QUARANTINED -> unavailable(InstanceUnavailableException.Reason.QUARANTINED);
            case STOPPED, CANCELLED -> unavailable(InstanceUnavailableException.Reason.RETIRED);
        };
    }

    /** What only the log tells. */
    static Failure internal(String id) {
        return of(Reason.INTERNAL, "internal_error",
                "Internal error of the plugin. Ask the administrator to look for " + id + " in the log.");
    }

    /** What went wrong in the host before the plugin was called. */
    static Failure ofHost(String id) {
        return of(Reason.INTERNAL, "internal_error",
                "Internal error. Ask the administrator to look for " + id + " in the log.");
    }

    /** A mistake of the plugin's author that helps to know, and stands in the log under the same id. */
    static Failure fault(PluginFaultException fault, String id) {
        return of(Reason.INTERNAL, fault.code(), "Fault of the plugin: " + fault.getMessage()
                + ". Ask the administrator to look for " + id + " in the log.");
    }

    static Failure declared(ToolException e) {
        return new Failure(Reason.INVALID_PARAMS, e.code().orElse("tool_error"),
                PluginText.bounded(String.valueOf(e.getMessage())), e.isRetryable(),
                e.retryAfter().map(Failure::bounded).orElse(null),
                e.suggestions().stream().limit(MAX_SUGGESTIONS).map(PluginText::bounded).toList(),
                e.backoff().<Map<String, Object>>map(word -> Map.of("backoff", PluginText.bounded(word)))
                        .orElse(Map.of()),
                e.hasTriedAgain());
    }

    /** A service may name any time, and one that is too long to be counted in nanoseconds must not fail the call's end. */
    private static Duration bounded(Duration said) {
        return said.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : said.isNegative() ? Duration.ZERO : said;
    }

    static Failure resourceNotFound(String uri) {
        return of(Reason.RESOURCE_NOT_FOUND, "not_found", "Resource not found: " + uri);
    }

    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("code", code);
        data.put("retryable", retryable);
        if (retryAfter != null) {
            data.put("retry_after", wholeSeconds(retryAfter));
        }
        if (!suggestions.isEmpty()) {
            data.put("suggestions", suggestions);
        }
        data.putAll(more);
        return data;
    }

    CallToolResult asResult() {
        return CallToolResult.error(text).withMeta(Map.of(META, data()));
    }

    <R> Outcome<R> asRefusal() {
        return new Outcome.Refused<>(reason, text, data());
    }

    private static long wholeSeconds(Duration time) {
        return Math.max(1, time.plusMillis(999).toSeconds());
    }

    private static String seconds(Duration time) {
        String text = String.valueOf(time.toMillis() / 1000.0);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
