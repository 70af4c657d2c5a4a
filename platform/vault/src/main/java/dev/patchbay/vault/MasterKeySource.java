package dev.patchbay.vault;

/**
 * Where the master key of a vault comes from. It is asked at the start of a vault that has secrets, before the first
 * secret is set, and when keys are changed; never for a single secret.
 *
 * <p>Threads: any; reading blocks.
 */
public sealed interface MasterKeySource permits KeyFile, KeyVariable, KeyCommand {
    /**
     * Looks whether the place is safe, as far as that costs little.
     *
     * @throws MasterKeyException if it is not; the message says what to do
     */
    void check();

    /**
     * Returns whether there is no key yet and one may be made.
     *
     * @return true only for a file that does not exist
     */
    boolean isToBeMade();

    /**
     * Returns where it is.
     *
     * @return in words, such as {@code the file /srv/patchbay/data/vault.key}
     */
    String where();
}
