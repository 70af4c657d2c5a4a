package dev.patchbay.egress;

import java.io.IOException;

/** An address of the host must not be connected to; nothing was sent. */
public final class AddressRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message why
     */
    public AddressRefusedException(String message) {
        super(message);
    }
}
