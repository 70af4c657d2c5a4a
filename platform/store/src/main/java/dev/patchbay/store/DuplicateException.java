package dev.patchbay.store;

/** There is such a record already. Nothing was changed. */
public final class DuplicateException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String value;

    /**
     * Creates the exception.
     *
     * @param what the kind of record, in words
     * @param value what names it
     */
    public DuplicateException(String what, String value) {
        super(what + " '" + value + "' exists already", null);
        this.what = what;
        this.value = value;
    }

    /** Returns the kind of record, in words. */
    public String what() {
        return what;
    }

    /** Returns what names the record. */
    public String value() {
        return value;
    }
}
