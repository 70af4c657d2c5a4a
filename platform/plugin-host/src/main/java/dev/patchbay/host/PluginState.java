package dev.patchbay.host;

/** The state of a plugin or of one of its instances. */
public enum PluginState {
    /** Seen in the folder; being copied or inspected. */
    DISCOVERED,
    /** Inspected; about to start. */
    RESOLVED,
    /** Inspected; waits for an administrator to approve it. */
    PENDING,
    /** An administrator has refused it. */
    REJECTED,
    /** Serving. */
    STARTED,
    /** Serving, but some of it is not called now because it failed, or calls of it do not end. */
    DEGRADED,
    /** Ended on purpose. */
    STOPPED,
    /** Not serving because of an error. */
    FAILED,
    /** Too many lost calls or faults, or stopped by an administrator: takes no work until somebody decides. */
    QUARANTINED,
    /** Another JAR of the same plugin serves. */
    SUPERSEDED,
    /** Replaced or removed; its calls in flight end. */
    DRAINING
}
