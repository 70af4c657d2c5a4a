package dev.patchbay.endpoint.modern;

import dev.patchbay.api.call.Caller;
import dev.patchbay.ask.AskPages;
import dev.patchbay.invocation.Admission;
import dev.patchbay.invocation.InputAnswer;
import dev.patchbay.invocation.Pages;
import dev.patchbay.invocation.Replay;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.security.state.InvalidStateException;
import dev.patchbay.security.state.OpenedState;
import dev.patchbay.security.state.RequestStateSeal;
import dev.patchbay.security.state.StateBinding;
import dev.patchbay.security.state.StateTooLargeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call that asks carries from round to round: answers, kept values and the ids of pages, sealed into
 * {@code requestState}. Safe for all threads.
 */
final class RequestStates {
    private static final JsonReader READER = new JsonReader(JsonLimits.GENEROUS);
    /** The first round of a call. */
    static final Round FIRST = new Round(Replay.first(), Admission.GRANTED);

    private final RequestStateSeal seal;
    private final Replays replays;
    private final AskPages asks;
    private final Pages pages;

    RequestStates(RequestStateSeal seal, Replays replays, AskPages asks) {
        this.seal = seal;
        this.replays = replays;
        this.asks = asks;
        this.pages = asks.lasting(seal.lifetime());
    }

    AskPages asks() {
        return asks;
    }

    /** Where questions wait that must not pass through the client, as long as a state is valid. */
    Pages pages() {
        return pages;
    }

    /**
     * A call that may ask.
     *
     * @param caller who calls
     * @param method the method
     * @param name what is called
     * @param arguments with which arguments
     * @param definitionHash of what is called
     * @param isRepeatable whether the same state may be used twice
     * @param isThere whether there is such a thing for this caller
     */
    record Target(Caller caller, String method, String name, Map<String, ?> arguments, String definitionHash,
            boolean isRepeatable, boolean isThere) {
        StateBinding binding() {
            return new StateBinding(caller.id(), method, name, CanonicalJson.text(arguments), definitionHash);
        }
    }

    /**
     * A round of a call.
     *
     * @param replay what the rounds before left behind, with the answers of this one
     * @param admission uses the state up when the call comes to its plugin, and not if it ends on the way there
     */
    record Round(Replay replay, Admission admission) {
        /** Whether the client says that its user agrees to open a page. */
        boolean agrees(String key) {
            return replay.answers().get(key) instanceof InputAnswer.Elicited(var said) && said.isAccepted();
        }
    }

    /**
     * Opens what came with a call. Nothing of it is looked at if what is called is not there: that is told first.
     *
     * @throws InvalidParamsException if the state is not ours for this call, or an answer is malformed
     */
    Round open(Target target, Map<String, Map<String, Object>> inputResponses, @Nullable String state) {
        if (!target.isThere()) {
            return new Round(Replay.first(), () -> Optional.of("Only just added: send the call again"));
        }
        if (state == null && inputResponses.isEmpty()) {
            return FIRST;
        }
        Replay replay = Replay.first();
        Admission admission = Admission.GRANTED;
        if (state != null) {
            OpenedState opened = opened(target, state);
            if (!target.isRepeatable()) {
                admission = () -> useUp(opened);
            }
            replay = replays.decode(READER.readObject(opened.content()));
            // A state that comes again counts as a new call, else one question would be a way around all limits.
            if (!seal.isSeenFirst(opened)) {
                replay = replay.unchained();
            }
        }
        return new Round(replay.with(answers(inputResponses)), admission);
    }

    private Map<String, InputAnswer> answers(Map<String, Map<String, Object>> inputResponses) {
        Map<String, InputAnswer> answers = new LinkedHashMap<>();
        inputResponses.forEach((key, answer) -> answers.put(key, replays.answer(key, answer)));
        return answers;
    }

    private OpenedState opened(Target target, String state) {
        try {
            return seal.open(target.binding(), state);
        } catch (InvalidStateException e) {
            throw new InvalidParamsException(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> useUp(OpenedState opened) {
        try {
            seal.useUp(opened);
            return Optional.empty();
        } catch (InvalidStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Seals what the next round needs.
     *
     * @throws StateTooLargeException if it is more than may travel
     */
    String seal(Target target, Replay replay) throws StateTooLargeException {
        return seal.seal(target.binding(), replays.encode(replay).utf8());
    }
}
