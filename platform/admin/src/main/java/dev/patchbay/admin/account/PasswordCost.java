package dev.patchbay.admin.account;

/**
 * What it costs to check a password with Argon2id.
 *
 * @param memoryKib memory
 * @param passes over that memory
 * @param lanes of it
 */
public record PasswordCost(int memoryKib, int passes, int lanes) {
    /** What is used. Source: OWASP Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane). */
    public static final PasswordCost PRODUCT = new PasswordCost(19 * 1024, 2, 1);

    /** Checks the bounds, which also keep a wrong hash from taking all memory. */
    public PasswordCost {
        if (memoryKib < 8 * lanes || memoryKib > 1024 * 1024 || passes < 1 || passes > 100 || lanes < 1 || lanes > 16) {
            throw new IllegalArgumentException("Argon2 with m=" + memoryKib + ", t=" + passes + ", p=" + lanes);
        }
    }
}
