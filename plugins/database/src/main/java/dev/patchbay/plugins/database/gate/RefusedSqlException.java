package dev.patchbay.plugins.database.gate;

/** Says why a statement is not taken, for who wrote it. */
public final class RefusedSqlException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param why why, and what to write instead
     */
    public RefusedSqlException(String why) {
        super(why);
    }
}
