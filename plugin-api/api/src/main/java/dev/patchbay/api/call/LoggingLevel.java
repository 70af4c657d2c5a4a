package dev.patchbay.api.call;

import dev.patchbay.api.Stable;

/** Severity of a log line to the client, in rising order. Source: MCP, {@code LoggingLevel} (RFC 5424). */
@Stable
public enum LoggingLevel {
    /** Detail for finding faults. */
    DEBUG,
    /** A normal step. */
    INFO,
    /** Normal but notable. */
    NOTICE,
    /** Something to look at. */
    WARNING,
    /** The step failed. */
    ERROR,
    /** A part of the system failed. */
    CRITICAL,
    /** Somebody must act at once. */
    ALERT,
    /** Nothing works. */
    EMERGENCY
}
