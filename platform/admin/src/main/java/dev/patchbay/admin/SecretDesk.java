package dev.patchbay.admin;

import java.time.Instant;
import java.util.List;

/** What the administration needs of the vault: nothing here gives a value back. Implemented where the server is put together. */
public interface SecretDesk {
    /**
     * What may be known of a secret.
     *
     * @param name names it
     * @param version 1 for the first value under this name, one more for each later one
     * @param setAt when it got this value
     * @param setBy from whom
     */
    record SecretState(String name, long version, Instant setAt, String setBy) {}

    /**
     * Returns the secrets.
     *
     * @return by name, without values
     */
    List<SecretState> secrets();

    /**
     * Gives a secret a value in place of the one before. Blocks.
     *
     * @param name its name
     * @param value the value
     * @param by whom
     * @return what may be known of it now
     */
    SecretState set(String name, String value, String by);

    /**
     * Removes a secret. Blocks.
     *
     * @param name its name
     * @return whether there was one
     */
    boolean remove(String name);

    /**
     * Seals all secrets under a new key and destroys the old ones. Blocks.
     *
     * @return how many were sealed anew
     */
    int rotateKeys();
}
