package dev.patchbay.tests.access;

import dev.patchbay.api.call.ClientCapabilities;

/** A client that can be asked for nothing. */
record NoCapabilities(boolean elicitation, boolean sampling, boolean roots) implements ClientCapabilities {
    static final ClientCapabilities NONE = new NoCapabilities(false, false, false);
}
