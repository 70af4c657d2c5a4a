package dev.patchbay.access.explain;

/**
 * One thing that was looked at.
 *
 * @param station what: {@code client}, {@code credential}, {@code entry}, {@code plugin}, {@code breaker}, {@code enablement},
 *        {@code scopes}, {@code permission}, {@code rule}, {@code limit}, {@code cache}
 * @param result what came out
 * @param code why, for programs
 * @param text why, for people
 * @param change what would change the answer; empty if there is nothing to change
 */
public record Step(String station, Result result, ReasonCode code, String text, String change) {
    /** What came out of a step. */
    public enum Result {
        /** It stands in nobody's way. */
        PASSED,
        /** It refuses the call. */
        REFUSED,
        /** It does not decide, but is good to know. */
        NOTED
    }
}
