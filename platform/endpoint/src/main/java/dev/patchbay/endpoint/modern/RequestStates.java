package dev.patchbay.endpoint.modern;

import dev.patchbay.api.call.Caller;
import dev.patchbay.ask.AskPages;
import dev.patchbay.endpoint.mapping.InputMapping;
import dev.patchbay.invocation.Admission;
import dev.patchbay.invocation.InputAnswer;
import dev.patchbay.invocation.Pages;
import dev.patchbay.invocation.Replay;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.security.state.InvalidStateException;
import dev.patchbay.security.state.OpenedState;
import dev.patchbay.security.state.RequestStateSeal;
import dev.patchbay.security.state.StateBinding;
import dev.patchbay.security.state.StateTooLargeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
    private static final String ANSWERS = "answers";
    private static final String VALUES = "values";
    private static final String PAGES = "pages";
    private static final String CHAIN = "chain";

    private final RequestStateSeal seal;
    private final ServerCodec codec;
    private final AskPages asks;
    private final Pages pages;

    RequestStates(RequestStateSeal seal, ServerCodec codec, AskPages asks) {
        this.seal = seal;
        this.codec = codec;
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
        Map<String, InputAnswer> answers = new LinkedHashMap<>();
        Map<String, @Nullable Object> values = Map.of();
        Map<String, String> pages = new LinkedHashMap<>();
        Admission admission = Admission.GRANTED;
        Optional<String> chain = Optional.empty();
        if (state != null) {
            OpenedState opened = opened(target, state);
            if (!target.isRepeatable()) {
                admission = () -> useUp(opened);
            }
            Map<String, Object> content = READER.readObject(opened.content());
            // A state that comes again counts as a new call, else one question would be a way around all limits.
            chain = Optional.of(Objects.requireNonNull(content.get(CHAIN), "we sealed it ourselves").toString())
                    .filter(id -> seal.isSeenFirst(opened));
            member(content, ANSWERS).forEach((key, answer) -> answers.put(key, decode(key, Json.object(answer))));
            values = nullable(member(content, VALUES));
            member(content, PAGES).forEach((key, page) -> pages.put(key, page.toString()));
        }
        inputResponses.forEach((key, answer) -> answers.put(key, decode(key, answer)));
        return new Round(new Replay(answers, values, pages, chain), admission);
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

    private static Map<String, Object> member(Map<String, Object> content, String name) {
        return Json.object(Objects.requireNonNull(content.get(name), "we sealed it ourselves"));
    }

    /** An answer is told by its form: a key alone does not say what was asked, and a state is not needed. */
    private InputAnswer decode(String key, Map<String, Object> answer) {
        try {
            if (answer.containsKey("action")) {
                return InputMapping.answer(codec.decodeElicitResult(answer));
            }
            if (answer.containsKey("roots")) {
                return InputMapping.answer(codec.decodeListRootsResult(answer));
            }
            return InputMapping.answer(codec.decodeCreateMessageResult(answer));
        } catch (InvalidParamsException e) {
            throw new InvalidParamsException("inputResponses." + key + ": " + e.getMessage());
        }
    }

    /**
     * Seals what the next round needs.
     *
     * @throws StateTooLargeException if it is more than may travel
     */
    String seal(Target target, Replay replay) throws StateTooLargeException {
        Map<String, RawJson> answers = new LinkedHashMap<>();
        replay.answers().forEach(
                (key, answer) -> answers.put(key, RawJson.of(codec.encodeResult(InputMapping.toWire(answer)))));
        JsonWriter json = JsonWriter.create().beginObject();
        json.field(CHAIN, replay.chain().orElse("")).fieldValue(ANSWERS, answers).fieldValue(VALUES, replay.values())
                .fieldValue(PAGES, replay.pages());
        return seal.seal(target.binding(), json.endObject().toBytes());
    }

    @SuppressWarnings("NullAway") // JSON null is a null value in both, which the two sides annotate differently
    private static Map<String, @Nullable Object> nullable(Map<String, Object> values) {
        return new LinkedHashMap<>(values);
    }
}
