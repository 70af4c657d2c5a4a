package dev.patchbay.slack;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import java.util.List;

/**
 * What became of a question for approval.
 *
 * @param decision what it is
 * @param explanation what it means, in a sentence
 * @param votes who said what
 * @param required how many approvals it took
 * @param question what was asked
 * @param askedAt when
 * @param endedAt when the waiting ended
 */
public record Decision(@Description("What was decided; only approved is an approval") Outcome decision,
        @Description("What that means") String explanation,
        @Description("The votes of permitted people that counted") List<Vote> votes,
        @Description("How many approvals it takes") int required,
        @Description("The message with the question") Posted question,
        @Description("When it was asked, as ISO 8601") @Schema(name = "asked_at") String askedAt,
        @Description("When the waiting ended, as ISO 8601") @Schema(name = "ended_at") String endedAt) {

    /** How it ended. */
    public enum Outcome {
        /** Enough permitted people approved, and none rejected. */
        @Schema(name = "approved")
        APPROVED,
        /** A permitted person rejected. */
        @Schema(name = "rejected")
        REJECTED,
        /** Nobody decided in time. */
        @Schema(name = "timed_out")
        TIMED_OUT,
        /** The question was deleted or changed. */
        @Schema(name = "withdrawn")
        WITHDRAWN
    }

    /**
     * What a permitted person said.
     *
     * @param user the person's id
     * @param approves whether for it
     * @param via how
     * @param at when
     */
    public record Vote(@Description("The id of the person") String user,
            @Description("Whether for it") boolean approves,
            @Description("How: the reaction, or the text of the reply") String via,
            @Description("When: a reply's time; for a reaction the time at which it was seen") String at) {}
}
