package dev.patchbay.access.explain;

import java.util.List;

/**
 * Why a client may, or may not, call something.
 *
 * @param isAllowed whether the call would reach the plugin, as far as access decides
 * @param isSeen whether the client sees the entry at all
 * @param code the first reason against it, or {@link ReasonCode#ALLOWED}
 * @param summary the answer in a sentence
 * @param steps all that was looked at, in the order of a call
 */
public record Explanation(boolean isAllowed, boolean isSeen, ReasonCode code, String summary, List<Step> steps) {
    /** Copies the steps. */
    public Explanation {
        steps = List.copyOf(steps);
    }

    static Explanation of(boolean isSeen, List<Step> steps) {
        return steps.stream().filter(step -> step.result() == Step.Result.REFUSED).findFirst()
                .map(step -> new Explanation(false, isSeen, step.code(),
                        step.text() + (step.change().isEmpty() ? "" : " " + step.change()), steps))
                .orElseGet(() -> new Explanation(true, isSeen, ReasonCode.ALLOWED, "Nothing stands against the call.",
                        steps));
    }
}
