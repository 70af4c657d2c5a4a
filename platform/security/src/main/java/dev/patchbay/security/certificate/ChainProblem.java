package dev.patchbay.security.certificate;

/** What is wrong with a chain, as its bearer is told; the log says more. */
enum ChainProblem {
    INVALID("certificate_invalid", "The client certificate is not in order."),
    EXPIRED("certificate_expired", "The client certificate has expired or is not valid yet."),
    REVOKED("certificate_revoked", "The client certificate was revoked."),
    UNDETERMINED("certificate_status_unknown",
            "Whether the client certificate was revoked cannot be found out now. Try again soon.");

    private final String code;
    private final String message;

    ChainProblem(String code, String message) {
        this.code = code;
        this.message = message;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }
}
