package dev.patchbay.security;

import dev.patchbay.security.Authentication.Known;
import dev.patchbay.security.Authentication.Later;
import dev.patchbay.security.Authentication.Reason;
import dev.patchbay.security.Authentication.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the client by whatever a request brings: an {@code Authorization} header goes to the one check that knows its
 * form, and a certificate must then be of the same client, if it is of any. A request that brings nothing is refused, or
 * is of whom the fallback says. Nothing that is wrong falls through to something weaker.
 *
 * <p>Threads: safe for all; never blocks.
 */
public final class Authenticators implements Authenticator {
    /** Says that credentials are in order but nobody has given them to a client. */
    public static final String UNKNOWN_CLIENT = "unknown_client";
    private static final Logger LOG = LoggerFactory.getLogger(Authenticators.class);
    private static final int MAX_LENGTH = 8192;
    private static final Refused MISSING = new Refused("credentials_missing",
            "Send an API key or an access token: 'Authorization: Bearer ...'.", Reason.MISSING);
    private static final Refused MALFORMED = new Refused("credentials_malformed",
            "The Authorization header is malformed or too long. Send 'Authorization: Bearer ...'.", Reason.INVALID);
    private static final Refused NOT_SUPPORTED = new Refused("credentials_not_supported",
            "Credentials of this kind are not accepted here. Send an API key or an access token: "
                    + "'Authorization: Bearer ...'.",
            Reason.INVALID);
    private static final Refused CONFLICT = new Refused("credentials_conflict",
            "The certificate of the connection and the Authorization header are of different clients.",
            Reason.INVALID);
    private static final Refused FAILED = new Refused("authentication_failed",
            "Who calls cannot be told now. Try again; the log of the server says why.", Reason.UNAVAILABLE);

    private final List<HeaderCheck> headers;
    private final Optional<Authenticator> certificates;
    private final Authenticator fallback;

    private Authenticators(List<HeaderCheck> headers, Optional<Authenticator> certificates, Authenticator fallback) {
        this.headers = List.copyOf(headers);
        this.certificates = certificates;
        this.fallback = fallback;
    }

    /**
     * Makes the authenticator of a server for which nobody is anonymous.
     *
     * @param headers the checks of headers; the first that knows a form decides
     * @return the authenticator
     */
    public static Authenticators of(List<HeaderCheck> headers) {
        return new Authenticators(headers, Optional.empty(), credentials -> MISSING);
    }

    /**
     * Takes certificates too.
     *
     * @param check finds the client of the certificate in the credentials
     * @return another authenticator
     */
    public Authenticators withCertificates(Authenticator check) {
        return new Authenticators(headers, Optional.of(check), fallback);
    }

    /**
     * Serves who brings nothing: dev mode.
     *
     * @param other says whose such a request is
     * @return another authenticator
     */
    public Authenticators withFallback(Authenticator other) {
        return new Authenticators(headers, certificates, other);
    }

    @Override
    public Authentication authenticate(Credentials credentials) {
        try {
            String authorization = credentials.authorization();
            boolean certified = certificates.isPresent() && !credentials.certificates().isEmpty();
            if (authorization == null) {
                return certified
                        ? certificates.get().authenticate(credentials)
                        : fallback.authenticate(credentials);
            }
            Authentication byHeader = byHeader(authorization, credentials);
            return certified && !(byHeader instanceof Refused)
                    ? agreed(byHeader, certificates.get().authenticate(credentials))
                    : byHeader;
        } catch (RuntimeException e) {
            LOG.error("A credential check failed", e);
            return FAILED;
        }
    }

    private Authentication byHeader(String authorization, Credentials credentials) {
        int space = authorization.indexOf(' ');
        if (space <= 0 || authorization.length() > MAX_LENGTH) {
            return MALFORMED;
        }
        String value = authorization.substring(space + 1).strip();
        if (value.isEmpty() || !isVisible(value)) {
            return MALFORMED;
        }
        Presented presented = new Presented(authorization.substring(0, space).toLowerCase(Locale.ROOT), value,
                credentials);
        for (HeaderCheck check : headers) {
            Optional<Authentication> found = check.check(presented);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return NOT_SUPPORTED;
    }

    private static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static Authentication agreed(Authentication byHeader, Authentication byCertificate) {
        if (byHeader instanceof Later || byCertificate instanceof Later) {
            return new Later(stage(byHeader).thenCombine(stage(byCertificate), Authenticators::agreed)
                    .exceptionally(Authenticators::failed));
        }
        return switch (byCertificate) {
            case Known(ClientIdentity certified) when byHeader instanceof Known(ClientIdentity caller)
                    && !caller.id().equals(certified.id()) -> CONFLICT;
            case Refused refused when byHeader instanceof Known && !refused.code().equals(UNKNOWN_CLIENT) -> refused;
            default -> byHeader;
        };
    }

    private static CompletionStage<Authentication> stage(Authentication found) {
        return found instanceof Later(CompletionStage<Authentication> later)
                ? later
                : CompletableFuture.completedFuture(found);
    }

    private static Authentication failed(Throwable problem) {
        LOG.error("A credential check failed", problem);
        return FAILED;
    }
}
