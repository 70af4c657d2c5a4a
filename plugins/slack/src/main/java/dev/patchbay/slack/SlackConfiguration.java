package dev.patchbay.slack;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an administrator can set; everything has a default, and with the defaults nothing is written.
 *
 * @param url where Slack's Web API is
 * @param secret the name of the secret with the token
 * @param searchSecret the name of the secret with a token for the search
 * @param readOnly whether nothing is ever written
 * @param marketplace whether the usual limits of methods hold
 * @param posting what may be posted
 * @param approvals who decides
 */
public record SlackConfiguration(
        @Description("The address of Slack's Web API; another host has to be granted too")
        @Schema(defaultValue = "https://slack.com/api")
        String url,
        @Description("The name of the secret with the token of the app, of a bot (xoxb-) or of a user (xoxp-)")
        @Schema(defaultValue = "slack.token")
        String secret,
        @Description("The name of the secret with a token of a user (xoxp-) for searching only, such as"
                + " slack.user-token; without it the search is offered only if the token of the app is one of a user")
        Optional<String> searchSecret,
        @Description("Whether nothing is ever written, whatever posting says") @Schema(defaultValue = "false")
        boolean readOnly,
        @Description("Whether Slack's usual limits hold. Set it to false for an app that is distributed but not"
                + " listed in Slack's Marketplace: history and threads are read once a minute then, 15 messages at a"
                + " time")
        @Schema(defaultValue = "true")
        boolean marketplace,
        @Description("What may be posted; nothing unless this is set") Optional<Posting> posting,
        @Description("Who decides when approval is asked for; without approvers it cannot be asked for")
        Optional<Approvals> approvals) {

    /**
     * What may be posted.
     *
     * @param enabled whether anything may
     * @param channels the only channels to post to
     * @param teamChannel where a team is notified and asked
     * @param mentions whether texts may mention people and channels
     */
    public record Posting(
            @Description("Whether messages may be posted at all") @Schema(defaultValue = "false") boolean enabled,
            @Description("The only channels to post to, as #name or, safer because it cannot be renamed, by id; any"
                    + " channel if absent")
            Optional<List<String>> channels,
            @Description("The channel of notify_team and request_approval where none is named")
            Optional<String> teamChannel,
            @Description("Whether texts are sent as they are, so that they can mention people and @channel; otherwise"
                    + " their markup for that is written out as text")
            @Schema(defaultValue = "false")
            boolean mentions) {}

    /**
     * Who decides, and how.
     *
     * @param approvers who decides
     * @param required how many approvals it takes
     * @param timeoutSeconds how long to wait unless the caller says otherwise
     * @param pollMillis how often to look
     * @param maxWaiting how many questions may wait at a time
     * @param approveWith the reactions that approve
     * @param rejectWith the reactions that reject
     * @param approveWords the words that approve as a whole reply
     * @param rejectWords the first words of replies that reject
     */
    public record Approvals(
            @Description("The people who decide, by user id or by e-mail address; anybody else is ignored")
            @Schema(minItems = 1)
            List<String> approvers,
            @Description("How many of them have to approve; one rejection always rejects")
            @Schema(defaultValue = "1", minimum = "1", maximum = "20")
            int required,
            @Description("How long to wait for them, in seconds, unless the caller says otherwise")
            @Schema(defaultValue = "1800", minimum = "1", maximum = "3600")
            int timeoutSeconds,
            @Description("How often to look for their answers, in milliseconds; never more often than the limits allow")
            @Schema(defaultValue = "10000", minimum = "10", maximum = "600000")
            long pollMillis,
            @Description("How many questions may wait at a time; each holds a thread of the instance")
            @Schema(defaultValue = "8", minimum = "1", maximum = "64")
            int maxWaiting,
            @Description("The names of the reactions that approve; white_check_mark, heavy_check_mark and +1 if absent")
            @Schema(minItems = 1)
            Optional<List<String>> approveWith,
            @Description("The names of the reactions that reject; x, no_entry and -1 if absent")
            @Schema(minItems = 1)
            Optional<List<String>> rejectWith,
            @Description("The words that approve as a whole reply; approve, approved, yes, ok and lgtm if absent")
            @Schema(minItems = 1)
            Optional<List<String>> approveWords,
            @Description("The first words of replies that reject; reject, rejected, no, deny and denied if absent")
            @Schema(minItems = 1)
            Optional<List<String>> rejectWords) {
        /** Slack's names of reactions are in lower case, and words are compared so. */
        public Approvals {
            approveWith = approveWith.map(Approvals::plain);
            rejectWith = rejectWith.map(Approvals::plain);
            approveWords = approveWords.map(Approvals::plain);
            rejectWords = rejectWords.map(Approvals::plain);
        }

        private static List<String> plain(List<String> configured) {
            return configured.stream().map(text -> text.strip().toLowerCase(Locale.ROOT))
                    .map(text -> text.length() > 2 && text.startsWith(":") && text.endsWith(":")
                            ? text.substring(1, text.length() - 1)
                            : text)
                    .toList();
        }
    }

    boolean mayPost() {
        return !readOnly && posting.filter(Posting::enabled).isPresent();
    }
}
