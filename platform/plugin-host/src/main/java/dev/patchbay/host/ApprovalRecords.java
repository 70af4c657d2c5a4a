package dev.patchbay.host;

import java.util.List;

/**
 * Where approvals are kept over a restart. Each method is one transaction, may block, and throws unchecked what goes wrong;
 * nothing has changed then.
 *
 * <p>Threads: all methods.
 */
public interface ApprovalRecords {
    /**
     * Returns all approvals.
     *
     * @return the approvals
     */
    List<ApprovedJar> all();

    /**
     * Keeps an approval.
     *
     * @param approval the approval, of a JAR that has none
     */
    void add(ApprovedJar approval);

    /**
     * Forgets the approval of a JAR, if there is one.
     *
     * @param hash SHA-256 of the JAR
     */
    void remove(String hash);
}
