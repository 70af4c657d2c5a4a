package dev.patchbay.store;

/** There is no such record, or what a record refers to does not exist. Nothing was changed. */
public final class MissingException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String value;

    /**
     * Creates the exception.
     *
     * @param what the kind of record that is missing, in words
     * @param value what would name it
     */
    public MissingException(String what, String value) {
        super("there is no " + what + " '" + value + "'", null);
        this.what = what;
        this.value = value;
    }

    /** Returns the kind of record that is missing, in words. */
    public String what() {
        return what;
    }

    /** Returns what would name the record. */
    public String value() {
        return value;
    }
}
