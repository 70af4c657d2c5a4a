package dev.patchbay.security.token;

import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authentication.Reason;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** A token that is not taken, with what its bearer is told. Never holds the token or a part of it. */
final class TokenRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Authentication.Refused refused;

    private TokenRefusedException(Authentication.Refused refused) {
        super(refused.message(), null, false, false);
        this.refused = refused;
    }

    static TokenRefusedException invalid(String code, String message) {
        return new TokenRefusedException(new Authentication.Refused(code, message, Reason.INVALID));
    }

    static TokenRefusedException malformed(String problem) {
        return invalid("token_malformed", "The access token is malformed: " + problem + ".");
    }

    static TokenRefusedException unavailable(String issuer) {
        return new TokenRefusedException(new Authentication.Refused("issuer_unreachable",
                "The authorization server " + issuer + " cannot be asked about the access token now. Try again soon.",
                Reason.UNAVAILABLE));
    }

    static TokenRefusedException busy() {
        return new TokenRefusedException(new Authentication.Refused("authentication_busy",
                "Too many access tokens wait to be checked. Try again soon.", Reason.UNAVAILABLE));
    }

    /** The refusal behind a failure of a future, if it is one. */
    static Optional<TokenRefusedException> in(Throwable problem) {
        return switch (problem) {
            case TokenRefusedException refused -> Optional.of(refused);
            case CompletionException wrapper when wrapper.getCause() != null -> in(wrapper.getCause());
            default -> Optional.empty();
        };
    }

    Authentication.Refused refused() {
        return refused;
    }
}
