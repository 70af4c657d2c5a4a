package dev.patchbay.endpoint.modern;

import dev.patchbay.endpoint.mapping.InputMapping;
import dev.patchbay.invocation.InputAnswer;
import dev.patchbay.invocation.Replay;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.json.RawJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What earlier runs of a call left behind, as JSON. Safe for all threads. */
final class Replays {
    private static final String ANSWERS = "answers";
    private static final String VALUES = "values";
    private static final String PAGES = "pages";
    private static final String CHAIN = "chain";

    private final ServerCodec codec;

    Replays(ServerCodec codec) {
        this.codec = codec;
    }

    RawJson encode(Replay replay) {
        Map<String, RawJson> answers = new LinkedHashMap<>();
        replay.answers().forEach(
                (key, answer) -> answers.put(key, RawJson.of(codec.encodeResult(InputMapping.toWire(answer)))));
        JsonWriter json = JsonWriter.create().beginObject();
        json.field(CHAIN, replay.chain().orElse("")).fieldValue(ANSWERS, answers).fieldValue(VALUES, replay.values())
                .fieldValue(PAGES, replay.pages());
        return RawJson.of(json.endObject().toBytes());
    }

    Replay decode(Map<String, Object> json) {
        Map<String, InputAnswer> answers = new LinkedHashMap<>();
        member(json, ANSWERS).forEach((key, answer) -> answers.put(key, answer(key, Json.object(answer))));
        Map<String, String> pages = new LinkedHashMap<>();
        member(json, PAGES).forEach((key, page) -> pages.put(key, page.toString()));
        return new Replay(answers, nullable(member(json, VALUES)), pages,
                Optional.of(Objects.requireNonNull(json.get(CHAIN), "we wrote it ourselves").toString()));
    }

    /**
     * Reads the answer of a client, which is told by its form: a key alone does not say what was asked.
     *
     * @throws InvalidParamsException if it is none
     */
    InputAnswer answer(String key, Map<String, Object> answer) {
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

    private static Map<String, Object> member(Map<String, Object> content, String name) {
        return Json.object(Objects.requireNonNull(content.get(name), "we wrote it ourselves"));
    }

    @SuppressWarnings("NullAway") // JSON null is a null value in both, which the two sides annotate differently
    private static Map<String, @Nullable Object> nullable(Map<String, Object> values) {
        return new LinkedHashMap<>(values);
    }
}
