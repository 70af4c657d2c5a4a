package dev.patchbay.processor.type;

/**
 * Says that a type is not known yet. Another processor may generate it in this round; if none does, the compiler reports
 * the missing type itself.
 */
public final class UnresolvedTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the type. */
    public UnresolvedTypeException(String type) {
        super(type);
    }
}
