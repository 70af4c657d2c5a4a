package dev.patchbay.store.administration;

/** What an administrator may; each role may what the ones before it may. */
public enum AdminRole {
    /** Looks at everything that is not secret. */
    VIEWER,
    /** Runs the installation: starts and stops, approves, enables. */
    OPERATOR,
    /** Everything, also naming other administrators. */
    ADMINISTRATOR
}
