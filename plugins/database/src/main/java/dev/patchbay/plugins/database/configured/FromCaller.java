package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.Schema;
import dev.patchbay.api.call.Caller;

/** A value that who calls has, and no argument can change. */
public enum FromCaller {
    /** The stable id of the client. */
    @Schema(name = "id")
    ID,
    /** Its name for people. */
    @Schema(name = "name")
    NAME;

    String of(Caller caller) {
        return this == ID ? caller.id() : caller.displayName();
    }
}
