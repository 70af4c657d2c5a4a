package dev.patchbay.endpoint.mapping;

import dev.patchbay.invocation.Outcome;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RpcError;

/** Protocol errors of the pipeline, with the numbers of the client's era. */
public final class RefusedMapping {
    private RefusedMapping() {}

    public static RpcError error(Outcome.Refused<?> refused, Revision revision) {
        return new RpcError(code(refused.reason(), revision.isModern()), refused.message(),
                refused.data().isEmpty() ? null : refused.data());
    }

    private static int code(Outcome.Reason reason, boolean modern) {
        return switch (reason) {
            case UNKNOWN_TOOL, UNKNOWN_PROMPT, UNKNOWN_REFERENCE, INVALID_PARAMS -> ErrorCode.INVALID_PARAMS;
            case RESOURCE_NOT_FOUND -> modern ? ErrorCode.INVALID_PARAMS : ErrorCode.LEGACY_RESOURCE_NOT_FOUND;
            case MISSING_CAPABILITY -> modern
                    ? ErrorCode.MISSING_REQUIRED_CLIENT_CAPABILITY
                    : ErrorCode.INVALID_REQUEST;
            case INSUFFICIENT_SCOPE, FORBIDDEN -> modern ? ErrorCode.INVALID_PARAMS : ErrorCode.LEGACY_AUTHORIZATION;
            case LIMIT -> modern ? ErrorCode.RATE_LIMITED : ErrorCode.LEGACY_RATE_LIMITED;
            case INTERNAL -> ErrorCode.INTERNAL_ERROR;
        };
    }
}
