package dev.patchbay.client;

import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.ProgressToken;
import dev.patchbay.protocol.codec.ClientCodec;
import dev.patchbay.protocol.notification.LoggingMessageNotification;
import dev.patchbay.protocol.notification.ProgressNotification;
import dev.patchbay.protocol.rpc.RpcNotification;
import java.util.Optional;

/** Hands the notifications of one call's stream to the call's listeners. Belongs to the thread that reads the stream. */
final class CallListeners {
    private static final System.Logger LOG = System.getLogger(CallListeners.class.getName());

    private final ClientCodec codec;
    private final CallOptions options;
    private final ProgressToken token;

    CallListeners(ClientCodec codec, CallOptions options, ProgressToken token) {
        this.codec = codec;
        this.options = options;
        this.token = token;
    }

    void notification(RpcNotification message) {
        Optional<McpNotification> decoded;
        try {
            decoded = codec.decodeNotification(message);
        } catch (InvalidParamsException e) {
            // A spoilt notification spoils no call.
            LOG.log(System.Logger.Level.WARNING, "ignored a malformed " + message.method() + ": " + e.getMessage());
            return;
        }
        decoded.ifPresent(this::tell);
    }

    private void tell(McpNotification notification) {
        switch (notification) {
            case ProgressNotification progress when progress.progressToken().equals(token) -> {
                if (options.onProgress() != null) {
                    options.onProgress().accept(progress);
                }
            }
            case LoggingMessageNotification log -> {
                if (options.onLog() != null && log.level().isAtLeast(options.logLevel())) {
                    options.onLog().accept(log);
                }
            }
            default -> {
                // Nothing else belongs to a call.
            }
        }
    }
}
