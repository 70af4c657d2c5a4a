package dev.patchbay.audit.chain;

import org.jspecify.annotations.Nullable;

/**
 * The audit file cannot be written, so that nothing that must be recorded may happen. Code {@code audit_unavailable},
 * owner: platform.
 */
public final class AuditUnavailableException extends RuntimeException {
    /** The code that callers see. */
    public static final String CODE = "audit_unavailable";

    private static final long serialVersionUID = 1;

    AuditUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
