package dev.patchbay.agent;

/** Thrown where code of a plugin does what it has no right to. The text names the instance and the grant it lacks. */
public final class DeniedException extends SecurityException {
    private static final long serialVersionUID = 1L;

    DeniedException(String message) {
        super(message);
    }
}
