package dev.patchbay.inspection.lint;

/** How much a finding matters. */
public enum Severity {
    /** Good to know. */
    NOTE,
    /** A person should read it before approving. */
    WARNING,
    /** No honest plugin needs it; approving takes a word more. */
    DANGER
}
