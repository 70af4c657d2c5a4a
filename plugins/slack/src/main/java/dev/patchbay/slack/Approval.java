package dev.patchbay.slack;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Asks in a channel for approval and waits until permitted people have decided by a reaction or by a reply. Threads: any;
 * each question holds its thread.
 */
final class Approval {
    private static final Duration RESERVE = Duration.ofSeconds(3);
    private static final int REPLIES_PAGE = 100;
    private static final int MOST_REPLY_PAGES = 5;
    private static final Set<String> PASSING = Set.of("rate_limited", "upstream_error", "timeout");

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
            return await(posted, permitted, end, call);
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
        if (ids.isEmpty()) {
            throw new ToolException("None of the approvers of the configuration can decide: Slack knows none of them, or"
                    + " only the one that asks.").code("forbidden");
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

    private Decision await(Posted question, Set<String> permitted, Instant end, Call call) {
        CountDownLatch cancelled = new CountDownLatch(1);
        call.cancellation().onCancel(cancelled::countDown);
        Ballot ballot = new Ballot(new HashSet<>(permitted), rules);
        Optional<String> original = Optional.empty();
        while (true) {
            boolean isLast = !clock.instant().isBefore(end);
            try {
                Optional<String> text = look(question, ballot, call);
                if (text.isPresent() && original.isPresent() && !original.equals(text)) {
                    return ended(Decision.Outcome.WITHDRAWN, "The question was changed after it was asked, so that"
                            + " nobody knows what was answered.", question, ballot);
                }
                original = original.isPresent() ? original : text;
            } catch (ToolException e) {
                if (e.code().equals(Optional.of("not_found"))) {
                    return ended(Decision.Outcome.WITHDRAWN, "The question was deleted before it was decided.", question,
                            ballot);
                }
                if (e.code().filter(PASSING::contains).isEmpty()) {
                    throw e;
                }
            }
            Optional<Decision.Outcome> outcome = ballot.outcome();
            if (outcome.isPresent()) {
                return ended(outcome.get(), outcome.get() == Decision.Outcome.APPROVED ? "It was approved."
                        : "It was rejected.", question, ballot);
            }
            if (isLast) {
                return ended(Decision.Outcome.TIMED_OUT, "Nobody who may decide did so in time: it is not approved.",
                        question, ballot);
            }
            Duration left = Duration.between(clock.instant(), end);
            Duration interval = Duration.ofMillis(rules.pollMillis());
            SlackLimits.pause(left.compareTo(interval) < 0 ? left : interval, call, cancelled);
        }
    }

    private Decision ended(Decision.Outcome outcome, String explanation, Posted question, Ballot ballot) {
        return new Decision(outcome, explanation, ballot.votes(), rules.required(), question, question.time(),
                clock.instant().toString());
    }

    /** Looks at reactions and replies, as far as the limits let it now; returns the text of the question, if it was seen. */
    private Optional<String> look(Posted question, Ballot ballot, Call call) {
        Optional<String> text = Optional.empty();
        if (api.limits().tryTake(SlackMethod.REACTIONS_GET)) {
            JsonValue message = api.getTaken(SlackMethod.REACTIONS_GET, Map.of("channel", question.channel(), "timestamp",
                    question.ts(), "full", "true"), call).at("message");
            ballot.reactions(message.at("reactions").items(), clock.instant());
            text = message.at("text").text();
        }
        Optional<List<JsonValue>> replies = replies(question, call);
        replies.ifPresent(ballot::replies);
        return text;
    }

    private Optional<List<JsonValue>> replies(Posted question, Call call) {
        List<JsonValue> replies = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < MOST_REPLY_PAGES; page++) {
            if (!api.limits().tryTake(SlackMethod.CONVERSATIONS_REPLIES)) {
                return page == 0 ? Optional.empty() : Optional.of(replies);
            }
            Map<String, String> parameters = new LinkedHashMap<>(Map.of("channel", question.channel(), "ts",
                    question.ts(), "limit", Integer.toString(api.limits().mostMessages(REPLIES_PAGE))));
            cursor.ifPresent(at -> parameters.put("cursor", at));
            JsonValue answer = api.getTaken(SlackMethod.CONVERSATIONS_REPLIES, parameters, call);
            answer.at("messages").items().stream()
                    .filter(message -> !message.at("ts").text().equals(Optional.of(question.ts())))
                    .forEach(replies::add);
            cursor = SlackApi.next(answer);
            if (cursor.isEmpty()) {
                break;
            }
        }
        return Optional.of(replies);
    }
}
