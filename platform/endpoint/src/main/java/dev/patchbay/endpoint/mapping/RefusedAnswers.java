package dev.patchbay.endpoint.mapping;

import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.Outcome.Reason;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcWriter;
import dev.patchbay.security.token.ResourceMetadata;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls that end in a protocol error: most with status 200, one that lacks scopes as RFC 6750 says, so that the
 * client can ask for a wider token. Safe for all threads.
 */
public final class RefusedAnswers {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;

    private final @Nullable ResourceMetadata metadata;

    public RefusedAnswers(Optional<ResourceMetadata> metadata) {
        this.metadata = metadata.orElse(null);
    }

    /** Answers on a connection on which nothing was sent yet. */
    public void answer(HttpExchange exchange, RequestId id, Outcome.Refused<?> refused, Revision revision) {
        byte[] error = RpcWriter.error(id, RefusedMapping.error(refused, revision));
        if (refused.reason() == Reason.INSUFFICIENT_SCOPE) {
            exchange.onIoThread(() -> {
                exchange.responseHeader(HeaderName.WWW_AUTHENTICATE,
                        ResourceMetadata.insufficientScope(metadata, scopes(refused)));
                exchange.answer(FORBIDDEN, error);
            });
        } else {
            exchange.answer(refused.reason() == Reason.MISSING_CAPABILITY && revision.isModern() ? BAD_REQUEST : 200,
                    error);
        }
    }

    private static Set<String> scopes(Outcome.Refused<?> refused) {
        return refused.data().get("scopes") instanceof Collection<?> scopes
                ? scopes.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }
}
