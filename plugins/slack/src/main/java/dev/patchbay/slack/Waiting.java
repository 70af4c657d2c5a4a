package dev.patchbay.slack;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Looks at one question again and again until it is decided. A question that is no longer what was asked is withdrawn,
 * whatever was answered to it: nothing is decided without a look at the question itself.
 *
 * <p>Threads: one.
 */
final class Waiting {
    private static final int REPLIES_PAGE = 100;
    private static final int MOST_REPLY_PAGES = 5;
    private static final Set<String> PASSING = Set.of("rate_limited", "upstream_error", "timeout");

    private final SlackApi api;
    private final InstantSource clock;
    private final SlackConfiguration.Approvals rules;
    private final Posted question;
    private final Ballot ballot;
    private Optional<String> original = Optional.empty();
    private boolean readsReplies = true;

    Waiting(SlackApi api, InstantSource clock, SlackConfiguration.Approvals rules, Posted question, Ballot ballot) {
        this.api = api;
        this.clock = clock;
        this.rules = rules;
        this.question = question;
        this.ballot = ballot;
    }

    /** Waits for the decision, at the longest until the end. */
    Decision until(Instant end, Call call) {
        Duration total = Duration.between(clock.instant(), end);
        CountDownLatch cancelled = new CountDownLatch(1);
        call.cancellation().onCancel(cancelled::countDown);
        while (true) {
            boolean isLast = !clock.instant().isBefore(end);
            Optional<Decision> decision = look(call);
            if (decision.isPresent()) {
                return decision.get();
            }
            if (isLast) {
                return ended(Decision.Outcome.TIMED_OUT, "Nobody who may decide did so in time: it is not approved.");
            }
            Duration left = Duration.between(clock.instant(), end);
            call.progress().report(Math.max(0, total.minus(left).toMillis()) / 1000.0, total.toMillis() / 1000.0,
                    "Waiting for a decision on " + question.uri());
            Duration interval = Duration.ofMillis(rules.pollMillis());
            SlackLimits.pause(left.compareTo(interval) < 0 ? left : interval, call, cancelled);
        }
    }

    private Optional<Decision> look(Call call) {
        boolean seesAll;
        if (!api.limits().tryTake(SlackMethod.REACTIONS_GET)) {
            return Optional.empty();
        }
        try {
            JsonValue message = api.getTaken(SlackMethod.REACTIONS_GET,
                    Map.of("channel", question.channel(), "timestamp", question.ts(), "full", "true"), call)
                    .at("message");
            if (isChanged(message)) {
                return Optional.of(ended(Decision.Outcome.WITHDRAWN, "The question was changed after it was asked, so"
                        + " that nobody knows what was answered."));
            }
            ballot.reactions(message.at("reactions").items(), clock.instant());
            seesAll = readReplies(call);
        } catch (ToolException e) {
            if (e.code().equals(Optional.of("not_found"))) {
                return Optional.of(ended(Decision.Outcome.WITHDRAWN,
                        "The question was deleted before it was decided."));
            }
            if (e.code().filter(PASSING::contains).isEmpty()) {
                throw e;
            }
            return Optional.empty();
        }
        return ballot.outcome().filter(outcome -> seesAll || outcome != Decision.Outcome.APPROVED)
                .map(outcome -> ended(outcome,
                        outcome == Decision.Outcome.APPROVED ? "It was approved." : "It was rejected."));
    }

    /**
     * Reads the replies; says whether nobody can have rejected in one that was not read. An app without the scope for
     * history, or outside of the channel, has the reactions alone.
     */
    private boolean readReplies(Call call) {
        if (!readsReplies) {
            return true;
        }
        try {
            Optional<List<JsonValue>> replies = replies(call);
            replies.ifPresent(ballot::replies);
            return replies.isPresent();
        } catch (ToolException e) {
            if (!e.code().equals(Optional.of("forbidden"))) {
                throw e;
            }
            readsReplies = false;
            return true;
        }
    }

    private boolean isChanged(JsonValue message) {
        Optional<String> text = message.at("text").text();
        boolean differs = original.isPresent() && !original.equals(text);
        original = text;
        return differs || message.at("edited").isPresent();
    }

    private Decision ended(Decision.Outcome outcome, String explanation) {
        return new Decision(outcome, explanation, ballot.votes(), rules.required(), question, question.time(),
                clock.instant().toString());
    }

    /** The replies, as far as the limits let them be read now. */
    private Optional<List<JsonValue>> replies(Call call) {
        List<JsonValue> replies = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < MOST_REPLY_PAGES; page++) {
            if (!api.limits().tryTake(SlackMethod.CONVERSATIONS_REPLIES)) {
                return Optional.empty(); // on the pages that are left somebody may have rejected
            }
            Map<String, String> parameters = new LinkedHashMap<>(Map.of("channel", question.channel(), "ts",
                    question.ts(), "limit", Integer.toString(api.limits().mostMessages(REPLIES_PAGE))));
            cursor.ifPresent(at -> parameters.put("cursor", at));
            JsonValue answer = api.getTaken(SlackMethod.CONVERSATIONS_REPLIES, parameters, call);
            answer.at("messages")
                    .items()
                    .stream()
                    .filter(message -> !message.at("ts").text().equals(Optional.of(question.ts())))
                    .forEach(replies::add);
            cursor = SlackApi.next(answer);
            if (cursor.isEmpty()) {
                return Optional.of(replies);
            }
        }
        return Optional.empty();
    }
}
