package dev.patchbay.host;

/**
 * An administrator who decides.
 *
 * @param name for the records
 * @param person tells two persons apart; all who use the command line are one
 */
public record Decider(String name, String person) {
    /**
     * Returns somebody with an account.
     *
     * @param name the name of the account
     * @return the administrator
     */
    public static Decider of(String name) {
        return new Decider(name, name);
    }
}
