package dev.patchbay.endpoint;

import dev.patchbay.http.ErrorBody;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.util.Map;

/** Who is not served, said as a JSON-RPC error without an id, with the numbers of the older revisions. */
enum LegacyErrorBody implements ErrorBody {
    INSTANCE;

    private static final int FORBIDDEN = 403;

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] of(int status, String code, String message) {
        return RpcWriter.error(null,
                new RpcError(status == FORBIDDEN ? ErrorCode.LEGACY_AUTHORIZATION : ErrorCode.LEGACY_AUTHENTICATION,
                        message, Map.of("code", code)));
    }
}
