package dev.patchbay.tasks;

import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.task.TaskStatus;
import dev.patchbay.security.state.InvalidStateException;
import dev.patchbay.security.state.StoredSeal;
import dev.patchbay.store.state.TaskRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How a task lies in the store: what it carries as JSON, sealed. */
final class TaskForm {
    private static final JsonReader READER = new JsonReader(JsonLimits.GENEROUS);
    private static final byte[] NONE = {};

    private final StoredSeal seal;

    TaskForm(StoredSeal seal) {
        this.seal = seal;
    }

    TaskRow row(KeptTask task) {
        TaskCall call = task.call();
        JsonWriter json = JsonWriter.create().beginObject();
        json.field("original", call.original()).field("definition", call.definition())
                .fieldValue("arguments", call.arguments()).fieldValue("capabilities", call.capabilities())
                .field("repeatable", call.repeatable()).field("message", task.message())
                .fieldValue("replay", task.replay()).name("questions").beginObject();
        task.questions().forEach((wireKey, question) -> json.name(wireKey).beginObject().field("key", question.key())
                .fieldValue("request", question.request()).endObject());
        byte[] state = json.endObject().fieldValue("answers", task.answers()).endObject().toBytes();
        return new TaskRow(task.id(), task.owner(), call.tool(), task.status().text(), task.version(), task.createdAt(),
                task.updatedAt(), task.expiresAt(), seal.seal("state " + task.id(), state),
                task.outcome().map(outcome -> seal.seal("outcome " + task.id(), outcome.utf8())).orElse(NONE));
    }

    /**
     * Reads a task.
     *
     * @throws InvalidStateException if it was written under another key
     */
    KeptTask task(TaskRow row) throws InvalidStateException {
        Map<String, Object> json = READER.readObject(seal.open("state " + row.id(), row.state()));
        Map<String, TaskQuestion> questions = new LinkedHashMap<>();
        member(json, "questions").forEach((wireKey, question) -> {
            Map<String, Object> members = Json.object(question);
            questions.put(wireKey, new TaskQuestion(text(members, "key"),
                    RawJson.serialize(member(members, "request"))));
        });
        Map<String, Map<String, Object>> answers = new LinkedHashMap<>();
        member(json, "answers").forEach((key, answer) -> answers.put(key, Json.object(answer)));
        TaskCall call = new TaskCall(row.tool(), text(json, "original"), text(json, "definition"),
                member(json, "arguments"), member(json, "capabilities"), Boolean.TRUE.equals(json.get("repeatable")));
        return new KeptTask(row.id(), row.owner(), call, TaskStatus.of(row.status()).orElseThrow(),
                text(json, "message"), row.version(), row.createdAt(), row.updatedAt(), row.expiresAt(),
                RawJson.serialize(member(json, "replay")), questions, answers, outcome(row));
    }

    private Optional<RawJson> outcome(TaskRow row) throws InvalidStateException {
        return row.outcome().length == 0
                ? Optional.empty()
                : Optional.of(RawJson.of(seal.open("outcome " + row.id(), row.outcome())));
    }

    private static Map<String, Object> member(Map<String, Object> json, String name) {
        return Json.object(Objects.requireNonNull(json.get(name), "we wrote it ourselves"));
    }

    private static String text(Map<String, Object> json, String name) {
        return (String) Objects.requireNonNull(json.get(name), "we wrote it ourselves");
    }
}
