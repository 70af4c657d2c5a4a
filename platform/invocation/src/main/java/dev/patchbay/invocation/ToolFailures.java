package dev.patchbay.invocation;

import dev.patchbay.api.spi.InvalidValueException;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.catalog.schema.CompiledSchema.Violation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets when a tool gives no result: always a result with {@code isError}, whose text helps a model to
 * recover, and the same in words for programs in {@code _meta["dev.patchbay/error"]}.
 */
final class ToolFailures implements Run.Failures<CallToolResult> {
    /** Key of the structured error in {@code _meta}. */
    static final String ERROR = "dev.patchbay/error";

    private final String instance;
    private final String label;
    private final Duration limit;

    ToolFailures(String instance, String label, Duration limit) {
        this.instance = instance;
        this.label = label;
        this.limit = limit;
    }

    @Override
    public Outcome<CallToolResult> failed(Throwable failure) {
        return new Outcome.Completed<>(switch (failure) {
            case ToolException declared -> declared(declared);
            case InvalidValueException invalid ->
                    invalidArguments(List.of(new Violation(invalid.path(), String.valueOf(invalid.getMessage()))));
            default -> internal(failure);
        });
    }

    @Override
    public Outcome<CallToolResult> givenUp(InstanceRuntime.Cause cause) {
        return new Outcome.Completed<>(switch (cause) {
            case DEADLINE -> error("The tool did not answer within " + limit.toSeconds()
                    + " s and was stopped. Try a smaller request, or try again later.", "timeout", true, null);
            case QUARANTINED -> quarantined();
            case STOPPED, CANCELLED -> error("The plugin was stopped while the tool ran. Try again.", "stopped", true,
                    null);
        });
    }

    static CallToolResult unavailable(InstanceUnavailableException.Reason reason) {
        return switch (reason) {
            case BUSY -> error("The plugin is busy: too many calls run or wait already. Try again in a second.", "busy",
                    true, Duration.ofSeconds(1));
            case RETIRED -> error("The plugin is being replaced. Try again.", "stopped", true, null);
            case QUARANTINED -> quarantined();
        };
    }

    static CallToolResult invalidArguments(List<Violation> violations) {
        String problems = violations.stream().map(ToolFailures::describe).collect(Collectors.joining(", "));
        return error("Invalid arguments: " + problems, "invalid_arguments", false, null);
    }

    private static String describe(Violation violation) {
        return violation.path().isEmpty() ? violation.problem() : violation.path() + " " + violation.problem();
    }

    private static CallToolResult quarantined() {
        return error("The plugin is quarantined because calls of it never ended. The administrator must restart it.",
                "quarantined", false, null);
    }

    private CallToolResult internal(Throwable failure) {
        String id = IncidentLog.record(instance, label, failure);
        return error("Internal error of the plugin. Ask the administrator to look for " + id + " in the log.",
                "internal_error", false, null);
    }

    private CallToolResult declared(ToolException failure) {
        if (failure.getCause() != null) {
            IncidentLog.record(instance, label, failure);
        }
        Map<String, Object> error = details(failure.code().orElse("tool_error"), failure.isRetryable(),
                failure.retryAfter().orElse(null));
        if (!failure.suggestions().isEmpty()) {
            error.put("suggestions", failure.suggestions());
        }
        return CallToolResult.error(String.valueOf(failure.getMessage())).withMeta(Map.of(ERROR, error));
    }

    private static CallToolResult error(String text, String code, boolean retryable, @Nullable Duration retryAfter) {
        return CallToolResult.error(text).withMeta(Map.of(ERROR, details(code, retryable, retryAfter)));
    }

    private static Map<String, Object> details(String code, boolean retryable, @Nullable Duration retryAfter) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("code", code);
        details.put("retryable", retryable);
        if (retryAfter != null) {
            details.put("retry_after", Math.max(1, retryAfter.toSeconds()));
        }
        return details;
    }
}
