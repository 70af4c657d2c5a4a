package dev.patchbay.access.rule;

/**
 * What a rule says of a call or an entry.
 *
 * @param outcome what it says
 * @param detail why, where the rule could not be evaluated; else empty
 */
public record RuleVerdict(Outcome outcome, String detail) {
    /** What a rule can say. */
    public enum Outcome {
        /** The rule is about other entries, or its condition is not met. */
        NOT_APPLICABLE,
        /** The rule allows it. */
        ALLOWED,
        /** The rule refuses it. */
        REFUSED,
        /** The rule could not be evaluated, or is no rule at all: it refuses. */
        FAILED
    }

    static final RuleVerdict NOT_APPLICABLE = new RuleVerdict(Outcome.NOT_APPLICABLE, "");
    static final RuleVerdict ALLOWED = new RuleVerdict(Outcome.ALLOWED, "");
    static final RuleVerdict REFUSED = new RuleVerdict(Outcome.REFUSED, "");

    static RuleVerdict failed(String detail) {
        return new RuleVerdict(Outcome.FAILED, detail);
    }

    /**
     * Returns whether the call may go on, as far as this rule is concerned.
     *
     * @return true unless the rule refuses or could not be evaluated
     */
    public boolean isPassed() {
        return outcome == Outcome.NOT_APPLICABLE || outcome == Outcome.ALLOWED;
    }
}
