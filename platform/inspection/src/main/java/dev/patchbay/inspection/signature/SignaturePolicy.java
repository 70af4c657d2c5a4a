package dev.patchbay.inspection.signature;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is asked of signatures.
 *
 * @param mode how much
 * @param signers fingerprints of the certificates that are trusted; none: whoever signed
 */
public record SignaturePolicy(Mode mode, Set<String> signers) {
    /** A signature that is there must hold; by whom does not matter. */
    public static final SignaturePolicy DEFAULT = new SignaturePolicy(Mode.VERIFY, Set.of());

    /** How much is asked of signatures. */
    public enum Mode {
        /** Nothing; they are not looked at. */
        OFF,
        /** One that is there must hold, and be of a trusted signer if any are named. */
        VERIFY,
        /** There must be one that holds, of a trusted signer. */
        REQUIRED
    }

    /** Copies the signers. */
    public SignaturePolicy {
        signers = Set.copyOf(signers);
    }

    /**
     * Returns a policy.
     *
     * @param mode how much
     * @param fingerprints of trusted certificates, however they are written
     * @return the policy
     */
    public static SignaturePolicy of(Mode mode, Collection<String> fingerprints) {
        return new SignaturePolicy(mode, fingerprints.stream().map(JarSignature::fingerprint)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Returns what is wrong with a JAR.
     *
     * @param report how it is signed
     * @return what is wrong, in words that go after "it"; empty if nothing is
     */
    public Optional<String> problem(SignatureReport report) {
        if (mode == Mode.OFF) {
            return Optional.empty();
        }
        return switch (report.status()) {
            case BROKEN -> Optional.of("has a signature that does not hold: " + report.problem());
            case UNSIGNED -> mode == Mode.REQUIRED
                    ? Optional.of("is not signed, and plugins.signatures is 'required'")
                    : Optional.empty();
            case SIGNED -> signers.isEmpty()
                    || report.signers().stream().anyMatch(signer -> signers.contains(signer.fingerprint()))
                            ? Optional.empty()
                            : Optional.of("is signed by nobody that plugins.signers names, but by "
                                    + report.signers().stream().map(SignatureReport.Signer::fingerprint)
                                            .collect(Collectors.joining(", ")));
        };
    }
}
