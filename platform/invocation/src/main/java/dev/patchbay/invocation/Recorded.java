package dev.patchbay.invocation;

import dev.patchbay.api.tool.CallToolResult;
import java.util.Locale;

/** The word under which the audit trail keeps how a call ended. */
final class Recorded {
    private Recorded() {}

    static String outcome(Outcome<?> how) {
        return switch (how) {
            case Outcome.Completed<?>(CallToolResult result) when result.isError() -> "error";
            case Outcome.Completed<?> completed -> "ok";
            case Outcome.Asked<?> asked -> "asked";
            case Outcome.Refused<?> refused -> refused.reason().name().toLowerCase(Locale.ROOT);
            case Outcome.Cancelled<?> cancelled -> "cancelled";
        };
    }
}
