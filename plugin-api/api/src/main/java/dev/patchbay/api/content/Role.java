package dev.patchbay.api.content;

import dev.patchbay.api.Stable;

/** Who speaks or reads. Source: MCP, {@code Role}. */
@Stable
public enum Role {
    /** The person, or the client on the person's behalf. */
    USER,
    /** The model. */
    ASSISTANT
}
