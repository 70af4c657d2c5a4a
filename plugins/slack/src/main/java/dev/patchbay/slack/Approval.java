package dev.patchbay.slack;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Asks in a channel for approval and waits until permitted people have decided by a reaction or by a reply. Threads: any;
 * each question holds its thread.
 */
final class Approval {
    private static final Duration RESERVE = Duration.ofSeconds(3);

    private final SlackApi api;
    private final Reading reading;
    private final Posting posting;
    private final SlackConfiguration.Approvals rules;
    private final InstantSource clock;
    private final Semaphore places;

    Approval(SlackApi api, Reading reading, Posting posting, SlackConfiguration.Approvals rules, InstantSource clock) {
        this.api = api;
        this.reading = reading;
        this.posting = posting;
        this.rules = rules;
        this.clock = clock;
        this.places = new Semaphore(rules.maxWaiting());
    }

    /** Asks and waits. All that can be refused is refused before the call becomes a task and before anything is posted. */
    Decision request(String question, Optional<String> channel, Optional<Integer> timeoutSeconds, Call call) {
        SlackText.checked("question", question);
        Duration timeout = timeout(timeoutSeconds);
        if (!places.tryAcquire()) {
            throw new ToolException(rules.maxWaiting() + " questions wait for an answer already. Try again later.")
                    .code("rate_limited").retryable();
        }
        try {
            String target = posting.target(channel, call);
            Set<String> permitted = permitted(call);
            call.asTask();
            Duration longest = call.remaining().minus(RESERVE);
            Duration limit = timeout.compareTo(longest) < 0 ? timeout : longest;
            Instant end = clock.instant().plus(limit);
            Posted posted = posting.post(target, text(question, permitted, end), Optional.empty(), call);
            return new Waiting(api, clock, rules, posted, new Ballot(permitted, rules)).until(end, call);
        } finally {
            places.release();
        }
    }

    private Duration timeout(Optional<Integer> seconds) {
        int wanted = seconds.orElse(rules.timeoutSeconds());
        if (wanted < 1) {
            throw SlackText.illegal("timeout_seconds is " + wanted + ", but at least 1.");
        }
        return Duration.ofSeconds(Math.min(wanted, 3600));
    }

    /** The ids of who may decide; who asks may not, whoever that is. */
    private Set<String> permitted(Call call) {
        Set<String> ids = new LinkedHashSet<>();
        for (String approver : rules.approvers()) {
            ids.add(approver.contains("@") ? reading.person(approver, call).at("id").text().orElse("") : approver);
        }
        JsonValue self = api.get(SlackMethod.AUTH_TEST, Map.of(), call);
        self.at("user_id").text().ifPresent(ids::remove);
        ids.remove("");
        if (ids.size() < rules.required()) {
            throw new ToolException("The approvers of the configuration cannot decide: it takes " + rules.required()
                    + ", and Slack knows " + ids.size() + " of them beside the one that asks.").code("forbidden");
        }
        return ids;
    }

    private String text(String question, Set<String> permitted, Instant end) {
        List<String> mentions = permitted.stream().map(id -> "<@" + SlackText.escaped(id) + ">").toList();
        long seconds = end.getEpochSecond();
        return "*Approval wanted*\n" + posting.text(question) + "\n\n" + String.join(" ", mentions) + ": react with :"
                + Ballot.approving(rules) + ": or reply `" + Ballot.approvingWord(rules) + "` to approve, with :"
                + Ballot.rejecting(rules) + ": or `" + Ballot.rejectingWord(rules) + "` to reject"
                + (rules.required() > 1 ? "; it takes " + rules.required() + " approvals" : "") + ". Until <!date^"
                + seconds + "^{date_short_pretty} {time}|" + Instant.ofEpochSecond(seconds) + ">.";
    }
}
