package dev.patchbay.invocation;

import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.spi.InvalidValueException;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceUnavailableException;
import java.time.Duration;
import java.util.Map;

/**
 * What a client gets when a prompt, a resource or a completion gives no result: a protocol error.
 *
 * @param <R> the API's type of result
 */
final class RequestFailures<R> implements Run.Failures<R> {
    private final String instance;
    private final String label;
    private final Duration limit;

    RequestFailures(String instance, String label, Duration limit) {
        this.instance = instance;
        this.label = label;
        this.limit = limit;
    }

    @Override
    public Outcome<R> failed(Throwable failure) {
        return switch (failure) {
            case ResourceNotFoundException missing -> resourceNotFound(missing.uri());
            case InvalidValueException invalid -> new Outcome.Refused<>(Outcome.Reason.INVALID_PARAMS,
                    "Invalid arguments: " + (invalid.path() + " " + invalid.getMessage()).strip(), Map.of());
            case ToolException declared -> new Outcome.Refused<>(Outcome.Reason.INVALID_PARAMS,
                    String.valueOf(declared.getMessage()),
                    Map.of("code", declared.code().orElse("error"), "retryable", declared.isRetryable()));
            default -> new Outcome.Refused<>(Outcome.Reason.INTERNAL,
                    "Internal error of the plugin. Ask the administrator to look for "
                            + IncidentLog.record(instance, label, failure) + " in the log.",
                    Map.of("code", "internal_error", "retryable", false));
        };
    }

    @Override
    public Outcome<R> givenUp(InstanceRuntime.Cause cause) {
        return switch (cause) {
            case DEADLINE -> limit("The plugin did not answer within " + limit.toSeconds() + " s. Try again later.",
                    "timeout", true);
            case QUARANTINED -> unavailable(InstanceUnavailableException.Reason.QUARANTINED);
            case STOPPED, CANCELLED -> unavailable(InstanceUnavailableException.Reason.RETIRED);
        };
    }

    static <R> Outcome<R> resourceNotFound(String uri) {
        return new Outcome.Refused<>(Outcome.Reason.RESOURCE_NOT_FOUND, "Resource not found", Map.of("uri", uri));
    }

    static <R> Outcome<R> unavailable(InstanceUnavailableException.Reason reason) {
        return switch (reason) {
            case BUSY -> limit("The plugin is busy: too many calls run or wait already. Try again in a second.", "busy",
                    true);
            case RETIRED -> limit("The plugin is being replaced. Try again.", "stopped", true);
            case QUARANTINED -> limit("The plugin is quarantined because calls of it never ended. The administrator"
                    + " must restart it.", "quarantined", false);
        };
    }

    private static <R> Outcome<R> limit(String message, String code, boolean retryable) {
        return new Outcome.Refused<>(Outcome.Reason.LIMIT, message, Map.of("code", code, "retryable", retryable));
    }
}
