package dev.patchbay.host;

/** The state of a plugin or of one of its instances. */
public enum PluginState {
    /** Seen in the folder; being copied or inspected. */
    DISCOVERED,
    /** Inspected; about to start, or waiting for approval. */
    RESOLVED,
    /** Serving. */
    STARTED,
    /** Ended on purpose. */
    STOPPED,
    /** Not serving because of an error. */
    FAILED,
    /** Too many lost calls; takes no work until it is restarted. */
    QUARANTINED,
    /** Another JAR of the same plugin serves. */
    SUPERSEDED,
    /** Replaced or removed; its calls in flight end. */
    DRAINING
}
