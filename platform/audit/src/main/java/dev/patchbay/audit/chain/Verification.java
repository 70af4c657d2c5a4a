package dev.patchbay.audit.chain;

import java.util.List;

/**
 * What a look at the whole chain found.
 *
 * @param records how many records were read
 * @param head the last one; {@link Anchor#BEGINNING} if there is none
 * @param findings what is wrong, the first {@value #MAX_FINDINGS}
 * @param more how many findings are left out
 * @param notes what is not wrong but worth knowing, such as an end that a crash tore; the first {@value #MAX_FINDINGS}
 */
public record Verification(long records, Anchor head, List<Finding> findings, long more, List<String> notes) {
    /** How many findings are kept. */
    public static final int MAX_FINDINGS = 200;

    /** Copies the lists. */
    public Verification {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /**
     * Returns whether nothing is wrong.
     *
     * @return whether there is no finding
     */
    public boolean isIntact() {
        return findings.isEmpty();
    }
}
