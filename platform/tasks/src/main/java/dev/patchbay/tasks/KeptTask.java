package dev.patchbay.tasks;

import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.task.TaskStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A task. Immutable.
 *
 * @param id unguessable
 * @param owner the id of the client that created it
 * @param call the call
 * @param status where it stands
 * @param message what people may want to know, empty for nothing
 * @param version grows by one with every change
 * @param createdAt since when there is the task
 * @param updatedAt when it changed last
 * @param expiresAt until when it is kept
 * @param replay what earlier runs left behind, as the transport writes it down
 * @param questions those without an answer, by the key that the client knows
 * @param answers those given since the last run, by the author's key
 * @param outcome the result of a completed task, the error of a failed one
 */
public record KeptTask(String id, String owner, TaskCall call, TaskStatus status, String message, long version,
        Instant createdAt, Instant updatedAt, Instant expiresAt, RawJson replay, Map<String, TaskQuestion> questions,
        Map<String, Map<String, Object>> answers, Optional<RawJson> outcome) {
    /** Copies the maps. */
    public KeptTask {
        questions = Collections.unmodifiableMap(new LinkedHashMap<>(questions));
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    /** Returns the task with answers to some of its questions; it works on when none is left. */
    public KeptTask answered(Map<String, Map<String, Object>> byWireKey) {
        Map<String, TaskQuestion> left = new LinkedHashMap<>(questions);
        Map<String, Map<String, Object>> given = new LinkedHashMap<>(answers);
        byWireKey.forEach((wireKey, answer) -> {
            TaskQuestion question = left.remove(wireKey);
            if (question != null) {
                given.put(question.key(), answer);
            }
        });
        return new KeptTask(id, owner, call, left.isEmpty() ? TaskStatus.WORKING : status,
                left.isEmpty() ? "" : message,
                version, createdAt, updatedAt, expiresAt, replay, left, given, outcome);
    }

    /** Returns the task as it waits for answers. */
    public KeptTask asking(RawJson nextReplay, Map<String, TaskQuestion> asked) {
        return new KeptTask(id, owner, call, TaskStatus.INPUT_REQUIRED, "", version, createdAt, updatedAt, expiresAt,
                nextReplay, asked, Map.of(), outcome);
    }

    /** Returns the task as it has ended; what only a further run needs is forgotten. */
    public KeptTask ended(TaskStatus how, String text, Optional<RawJson> gave) {
        TaskCall bare = new TaskCall(call.tool(), call.original(), call.definition(), Map.of(), Map.of(), false);
        return new KeptTask(id, owner, bare, how, text, version, createdAt, updatedAt, expiresAt, RawJson.of(EMPTY),
                Map.of(), Map.of(), gave);
    }

    private static final byte[] EMPTY = {'{', '}'};

    KeptTask next(Instant now) {
        return new KeptTask(id, owner, call, status, message, version + 1, createdAt, now, expiresAt, replay, questions,
                answers, outcome);
    }
}
