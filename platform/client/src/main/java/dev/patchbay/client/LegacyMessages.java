package dev.patchbay.client;

import dev.patchbay.protocol.EmptyResult;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.codec.ClientCodec;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a legacy server sends on a stream: notifications for the call, and requests, which are answered. */
final class LegacyMessages implements ServerMessages {
    private static final System.Logger LOG = System.getLogger(LegacyMessages.class.getName());

    private final LegacyConnection connection;
    private final @Nullable CallListeners listeners;
    private final Cancellation cancellation;

    LegacyMessages(LegacyConnection connection, @Nullable CallListeners listeners, Cancellation cancellation) {
        this.connection = connection;
        this.listeners = listeners;
        this.cancellation = cancellation;
    }

    @Override
    public void notification(RpcNotification notification) {
        connection.cache().heard(notification);
        if (listeners != null) {
            listeners.notification(notification);
        }
    }

    /** The handler may take its time with a user; the stream is read on meanwhile. */
    @Override
    public void request(RpcRequest request) {
        Thread.ofVirtual().name("mcp-client-answer").start(() -> {
            byte[] response = answer(request);
            if (!cancellation.isCancelled()) {
                connection.reply(response);
            }
        });
    }

    private byte[] answer(RpcRequest request) {
        ClientCodec codec = connection.codec();
        if (request.method().equals("ping")) {
            return codec.encodeResponse(request.id(), EmptyResult.INSTANCE);
        }
        try {
            Optional<InputRequest> question = codec.decodeServerRequest(request);
            connection.cache().asked();
            Optional<McpResult> answer = question.flatMap(connection.handlers()::answer);
            return answer.map(result -> codec.encodeResponse(request.id(), result))
                    .orElseGet(() -> RpcWriter.error(request.id(), RpcError.methodNotFound(request.method())));
        } catch (InvalidParamsException e) {
            return RpcWriter.error(request.id(), e.error());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the handler of " + request.method() + " failed", e);
            return RpcWriter.error(request.id(),
                    RpcError.of(ErrorCode.INTERNAL_ERROR, "the client could not answer " + request.method()));
        }
    }
}
