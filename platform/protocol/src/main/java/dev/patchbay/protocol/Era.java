package dev.patchbay.protocol;

/** The two ways MCP works: without a session, each request carrying all it needs, or with a handshake and sessions. */
public enum Era {
    LEGACY, MODERN
}
