package dev.patchbay.inspection.signature;

import java.time.Instant;
import java.util.List;

/**
 * How a JAR is signed.
 *
 * @param status whether it is
 * @param signers who signed every entry; empty unless it is signed
 * @param problem what is wrong, in words; empty if nothing is
 */
public record SignatureReport(Status status, List<Signer> signers, String problem) {
    /** Not signed. */
    public static final SignatureReport UNSIGNED = new SignatureReport(Status.UNSIGNED, List.of(), "");

    /** Whether a JAR is signed. */
    public enum Status {
        /** No signature. */
        UNSIGNED,
        /** Every entry is signed by all of the signers. */
        SIGNED,
        /** A signature is there and does not hold: an entry was changed, added or taken away, or it is too weak. */
        BROKEN
    }

    /**
     * Who signed.
     *
     * @param fingerprint SHA-256 of the certificate, in lower-case hexadecimal digits
     * @param subject whom the certificate names
     * @param notBefore from when it is valid
     * @param notAfter until when it is valid
     * @param isExpired whether it was not valid any more, or not yet, when it was looked at
     */
    public record Signer(String fingerprint, String subject, Instant notBefore, Instant notAfter,
            boolean isExpired) {}

    /** Copies the list. */
    public SignatureReport {
        signers = List.copyOf(signers);
    }

    /**
     * Returns it in a sentence.
     *
     * @return the sentence
     */
    public String text() {
        return switch (status) {
            case UNSIGNED -> "not signed";
            case BROKEN -> "its signature does not hold: " + problem;
            case SIGNED -> signers.stream().map(signer -> "signed by " + signer.subject() + " (" + signer.fingerprint()
                    + "), valid from " + signer.notBefore() + " to " + signer.notAfter()
                    + (signer.isExpired() ? ", which is NOT NOW" : "")).reduce((one, other) -> one + "; " + other)
                    .orElse("not signed");
        };
    }
}
