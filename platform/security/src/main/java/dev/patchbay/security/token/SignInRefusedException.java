package dev.patchbay.security.token;

import java.io.IOException;

/** An authorization server answered, and nobody is signed in by that. Never holds a token or a code. */
public final class SignInRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String code;

    SignInRefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    /**
     * Returns why.
     *
     * @return a word such as {@code issuer_mismatch} or {@code token_audience}
     */
    public String code() {
        return code;
    }
}
