package dev.patchbay.endpoint;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.legacy.LegacyServer;
import dev.patchbay.endpoint.modern.ModernServer;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpError;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.HttpHandler;
import dev.patchbay.protocol.MetaKeys;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.http.HeaderValue;
import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RpcBatch;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcException;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcReader;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResponse;
import dev.patchbay.protocol.rpc.RpcWriter;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authenticator;
import dev.patchbay.security.Credentials;
import dev.patchbay.security.token.ResourceMetadata;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one path of MCP: finds out who calls and of which era a message is. A version in {@code params._meta} makes a
 * request modern, whatever else it says; {@code initialize} without one opens a legacy session; a header alone that names
 * a modern revision is a mistake and never legacy; the rest is legacy.
 */
final class McpPath implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(McpPath.class);
    private static final HeaderName VERSION = HeaderName.of(McpHeaders.PROTOCOL_VERSION);

    /** Longer than any check of credentials takes that keeps its promise. */
    private static final Duration IDENTITY_LIMIT = Duration.ofSeconds(20);
    private static final Authentication.Refused TOO_LATE = new Authentication.Refused("authentication_timeout",
            "Who calls could not be told in time. Try again.", Authentication.Reason.UNAVAILABLE);
    private static final Authentication.Refused FAILED = new Authentication.Refused("authentication_failed",
            "Who calls cannot be told now. Try again; the log of the server says why.",
            Authentication.Reason.UNAVAILABLE);

    private final Authenticator authenticator;
    private final @Nullable ResourceMetadata metadata;
    private final RpcReader reader;
    private final ModernServer modern;
    private final LegacyServer legacy;

    McpPath(Identification identification, JsonReader json, ModernServer modern, LegacyServer legacy) {
        this.authenticator = identification.authenticator();
        this.metadata = identification.metadata().orElse(null);
        this.reader = new RpcReader(json);
        this.modern = modern;
        this.legacy = legacy;
    }

    @Override
    public void handle(HttpExchange exchange) {
        Credentials credentials = new Credentials(exchange.sender(), exchange.isLoopback(),
                exchange.header(HeaderName.AUTHORIZATION), exchange.certificates());
        switch (authenticator.authenticate(credentials)) {
            case Authentication.Known(Caller caller) -> handle(exchange, caller);
            case Authentication.Refused refused -> refuse(exchange, refused);
            case Authentication.Later(CompletionStage<Authentication> found) -> waitFor(exchange, found);
        }
    }

    /** Nothing of the body is read for somebody who may be nobody. */
    private void waitFor(HttpExchange exchange, CompletionStage<Authentication> found) {
        exchange.answerLater();
        CompletableFuture<Authentication> bounded = new CompletableFuture<Authentication>()
                .completeOnTimeout(TOO_LATE, IDENTITY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        CompletionStage<Authentication> inTime = bounded;
        found.whenComplete((authentication, problem) -> {
            if (problem != null) {
                LOG.error("A credential check failed", problem);
            }
            bounded.complete(authentication == null ? FAILED : authentication);
        });
        inTime.thenAccept(authentication -> exchange.goOn(() -> {
            switch (authentication) {
                case Authentication.Known(Caller caller) -> handle(exchange, caller);
                case Authentication.Refused refused -> refuse(exchange, refused);
                case Authentication.Later later -> refuse(exchange, FAILED);
            }
        }));
    }

    /** The body was not read, so the answer bears no id; a client that names no modern revision reads JSON-RPC. */
    private void refuse(HttpExchange exchange, Authentication.Refused refused) {
        int status = refused.reason().status();
        if (refused.reason() == Authentication.Reason.INVALID || refused.reason() == Authentication.Reason.FORBIDDEN) {
            exchange.broughtWrongCredentials();
        }
        if (status == 401) {
            exchange.responseHeader(HeaderName.WWW_AUTHENTICATE,
                    ResourceMetadata.unauthorized(metadata, refused.reason().error(), refused.message()));
        }
        if (!isModern(exchange.header(VERSION))) {
            exchange.errorsAs(LegacyErrorBody.INSTANCE);
        }
        exchange.fail(status, refused.code(), refused.message());
    }

    private void handle(HttpExchange exchange, Caller caller) {
        if (!exchange.isPost()) {
            if (isModern(exchange.header(VERSION))) {
                exchange.responseHeader(HeaderName.ALLOW, "POST");
                exchange.answer(405, HttpError.json("method_not_allowed", "Send MCP messages with POST."));
            } else {
                legacy.otherMethod(exchange, caller);
            }
        } else if (isJson(exchange.header(HeaderName.CONTENT_TYPE))) {
            exchange.readBody(body -> message(exchange, caller, body));
        } else {
            exchange.fail(415, "unsupported_media_type", "Send Content-Type: application/json.");
        }
    }

    private void message(HttpExchange exchange, Caller caller, byte[] body) {
        RpcMessage message;
        try {
            message = reader.read(body);
        } catch (RpcException e) {
            exchange.answer(400, RpcWriter.error(e.id().orElse(null), e.error()));
            return;
        }
        switch (message) {
            case RpcRequest request -> request(exchange, caller, request);
            case RpcNotification notification -> {
                if (RequestMeta.claimedVersion(notification.params()).isPresent()
                        || isModern(exchange.header(VERSION))) {
                    exchange.answer(202); // it belongs to no request of this connection, so there is nothing to do
                } else {
                    legacy.notification(exchange, caller, notification);
                }
            }
            case RpcResponse response -> {
                if (isModern(exchange.header(VERSION))) {
                    invalid(exchange, "a client of this revision sends no responses");
                } else {
                    legacy.response(exchange, caller, response);
                }
            }
            case RpcBatch batch -> invalid(exchange, "send one message, not an array");
        }
    }

    private void request(HttpExchange exchange, Caller caller, RpcRequest request) {
        if (RequestMeta.claimedVersion(request.params()).isPresent()) {
            modern.request(exchange, caller, request);
        } else if (!request.method().equals("initialize") && isModern(exchange.header(VERSION))) {
            exchange.answer(400, RpcWriter.error(request.id(), RpcError.of(ErrorCode.INVALID_PARAMS,
                    "params._meta[\"" + MetaKeys.PROTOCOL_VERSION + "\"] is missing")));
        } else {
            legacy.request(exchange, caller, request);
        }
    }

    private static void invalid(HttpExchange exchange, String problem) {
        exchange.answer(400, RpcWriter.error(null,
                RpcError.of(ErrorCode.INVALID_REQUEST, "Invalid request: " + problem)));
    }

    /** Whether the header names a modern revision, or one that is newer than all we know. */
    private static boolean isModern(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String version = HeaderValue.trim(header);
        return Revision.of(version).map(Revision::isModern).orElseGet(() -> isNewer(version));
    }

    private static boolean isNewer(String version) {
        if (version.length() != 10 || version.compareTo(Revision.V2026_07_28.text()) < 0) {
            return false;
        }
        for (int i = 0; i < version.length(); i++) {
            char c = version.charAt(i);
            boolean fits = (i == 4 || i == 7) ? c == '-' : (c >= '0' && c <= '9');
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        if (contentType.equals("application/json")) {
            return true;
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }
}
