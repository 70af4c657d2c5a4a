package dev.patchbay.endpoint;

import dev.patchbay.api.call.Caller;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.HttpHandler;
import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authenticator;
import dev.patchbay.security.Credentials;
import dev.patchbay.security.token.ResourceMetadata;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A path that is served for callers we know. Finds out who calls before anything else of a request is looked at. */
final class IdentifiedPath implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(IdentifiedPath.class);
    private static final HeaderName VERSION = HeaderName.of(McpHeaders.PROTOCOL_VERSION);

    /** Longer than any check of credentials takes that keeps its promise. */
    private static final Duration IDENTITY_LIMIT = Duration.ofSeconds(20);
    private static final Authentication.Refused TOO_LATE = new Authentication.Refused("authentication_timeout",
            "Who calls could not be told in time. Try again.", Authentication.Reason.UNAVAILABLE);
    private static final Authentication.Refused FAILED = new Authentication.Refused("authentication_failed",
            "Who calls cannot be told now. Try again; the log of the server says why.",
            Authentication.Reason.UNAVAILABLE);

    /** Serves a caller. On the I/O thread. */
    @FunctionalInterface
    interface Next {
        void handle(HttpExchange exchange, Caller caller);
    }

    private final Authenticator authenticator;
    private final @Nullable ResourceMetadata metadata;
    private final Next next;

    IdentifiedPath(Identification identification, Next next) {
        this.authenticator = identification.authenticator();
        this.metadata = identification.metadata().orElse(null);
        this.next = next;
    }

    @Override
    public void handle(HttpExchange exchange) {
        Credentials credentials = new Credentials(exchange.sender(), exchange.isLoopback(),
                exchange.header(HeaderName.AUTHORIZATION), exchange.certificates());
        switch (authenticator.authenticate(credentials)) {
            case Authentication.Known(Caller caller) -> next.handle(exchange, caller);
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
                case Authentication.Known(Caller caller) -> next.handle(exchange, caller);
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
        if (!McpPath.isModern(exchange.header(VERSION))) {
            exchange.errorsAs(LegacyErrorBody.INSTANCE);
        }
        exchange.fail(status, refused.code(), refused.message());
    }
}
