package dev.patchbay.slack;

import dev.patchbay.connector.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the votes on one question: those of permitted people only, never those of who asked, and of each person one, of
 * which a rejection weighs more.
 *
 * <p>Threads: one.
 */
final class Ballot {
    private static final List<String> APPROVING = List.of("white_check_mark", "heavy_check_mark", "+1", "thumbsup");
    private static final List<String> REJECTING = List.of("x", "no_entry", "-1", "thumbsdown");
    private static final List<String> APPROVING_WORDS = List.of("approve", "approved", "yes", "ok", "lgtm");
    private static final List<String> REJECTING_WORDS = List.of("reject", "rejected", "no", "deny", "denied");

    private final Set<String> permitted;
    private final SlackConfiguration.Approvals rules;
    private List<Decision.Vote> byReaction = List.of();
    private List<Decision.Vote> byReply = List.of();
    private final Map<String, Instant> firstSeen = new LinkedHashMap<>();

    /**
     * Starts without a vote.
     *
     * @param permitted the ids of who may decide, without that of who asks
     */
    Ballot(Set<String> permitted, SlackConfiguration.Approvals rules) {
        this.permitted = permitted;
        this.rules = rules;
    }

    static String approving(SlackConfiguration.Approvals rules) {
        return rules.approveWith().orElse(APPROVING).getFirst();
    }

    static String rejecting(SlackConfiguration.Approvals rules) {
        return rules.rejectWith().orElse(REJECTING).getFirst();
    }

    static String approvingWord(SlackConfiguration.Approvals rules) {
        return rules.approveWords().orElse(APPROVING_WORDS).getFirst();
    }

    static String rejectingWord(SlackConfiguration.Approvals rules) {
        return rules.rejectWords().orElse(REJECTING_WORDS).getFirst();
    }

    /** Takes the reactions that there are now, in place of those before. */
    void reactions(List<JsonValue> reactions, Instant now) {
        List<Decision.Vote> votes = new ArrayList<>();
        for (JsonValue reaction : reactions) {
            String name = plain(reaction.at("name").text().orElse(""));
            Optional<Boolean> approves = meaning(name, rules.approveWith().orElse(APPROVING),
                    rules.rejectWith().orElse(REJECTING));
            for (JsonValue user : approves.isPresent() ? reaction.at("users").items() : List.<JsonValue>of()) {
                user.text().filter(permitted::contains).ifPresent(id -> votes.add(new Decision.Vote(id, approves.get(),
                        "reaction :" + name + ":", seen(id + " " + name, now))));
            }
        }
        byReaction = votes;
    }

    private String seen(String what, Instant now) {
        return firstSeen.computeIfAbsent(what, key -> now).toString();
    }

    /** A reaction without the tone of its skin. */
    private static String plain(String name) {
        int tone = name.indexOf("::");
        return tone < 0 ? name : name.substring(0, tone);
    }

    /** Takes the replies that there are now, in place of those before. What apps write does not count, for whomever. */
    void replies(List<JsonValue> replies) {
        List<Decision.Vote> votes = new ArrayList<>();
        for (JsonValue reply : replies) {
            String text = reply.at("text").text().orElse("");
            Optional<Boolean> approves = said(text);
            Optional<String> user = reply.at("user").text().filter(permitted::contains);
            if (approves.isPresent() && user.isPresent() && !reply.at("bot_id").isPresent()) {
                votes.add(new Decision.Vote(user.get(), approves.get(), "reply: " + SlackText.shown(text),
                        SlackText.time(reply.at("ts").text().orElse(""))));
            }
        }
        byReply = votes;
    }

    /** A reply that begins with a word that rejects does so; one approves only if it says nothing else, and asks nothing. */
    private Optional<Boolean> said(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        String[] words = plain.split("[\\s.,;:!?*_~`]+");
        String first = Arrays.stream(words).filter(word -> !word.isEmpty()).findFirst().orElse("");
        boolean isAlone = Arrays.stream(words).filter(word -> !word.isEmpty()).count() == 1 && !plain.contains("?");
        return meaning(first, isAlone ? rules.approveWords().orElse(APPROVING_WORDS) : List.of(),
                rules.rejectWords().orElse(REJECTING_WORDS));
    }

    private static Optional<Boolean> meaning(String said, List<String> approving, List<String> rejecting) {
        return rejecting.contains(said) ? Optional.of(false)
                : approving.contains(said) ? Optional.of(true) : Optional.empty();
    }

    /** What is decided so far. */
    Optional<Decision.Outcome> outcome() {
        List<Decision.Vote> votes = votes();
        if (votes.stream().anyMatch(vote -> !vote.approves())) {
            return Optional.of(Decision.Outcome.REJECTED);
        }
        return votes.size() >= rules.required() ? Optional.of(Decision.Outcome.APPROVED) : Optional.empty();
    }

    /** The vote of each person that counts. */
    List<Decision.Vote> votes() {
        Map<String, Decision.Vote> votes = new LinkedHashMap<>();
        for (List<Decision.Vote> some : List.of(byReaction, byReply)) {
            some.forEach(vote -> votes.merge(vote.user(), vote, (one, other) -> one.approves() ? other : one));
        }
        return List.copyOf(votes.values());
    }
}
