package dev.patchbay.invocation.resilience;

/** What the end of a run says about the plugin. */
public enum Verdict {
    /** It answered, if only to say that the caller is wrong: it works. */
    ANSWERED,
    /** What it needs does not work: it said so, or marked the failure as one that may pass. */
    FAILED,
    /** It does not work itself: an unexpected exception, no answer in time, a result that is none. */
    FAULT,
    /** Nothing: cancelled, stopped, ended at a question, refused by the host. */
    NOTHING
}
