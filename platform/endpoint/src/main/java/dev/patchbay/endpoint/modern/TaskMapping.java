package dev.patchbay.endpoint.modern;

import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.task.DetailedTask;
import dev.patchbay.protocol.task.Task;
import dev.patchbay.protocol.task.TaskStatus;
import dev.patchbay.tasks.KeptTask;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tasks as they go to clients. */
final class TaskMapping {
    private static final JsonReader READER = new JsonReader(JsonLimits.GENEROUS);

    private TaskMapping() {}

    static Task task(KeptTask task, Duration pollInterval) {
        return new Task(task.id(), task.status(), task.message().isEmpty() ? null : task.message(),
                task.createdAt().toString(), task.updatedAt().toString(),
                Duration.between(task.createdAt(), task.expiresAt()).toMillis(),
                task.status().isFinal() ? null : pollInterval.toMillis());
    }

    static DetailedTask detailed(KeptTask task, Duration pollInterval, ServerCodec codec) {
        Map<String, InputRequest> questions = new LinkedHashMap<>();
        task.questions().forEach((wireKey, question) -> questions.put(wireKey,
                codec.decodeQuestion(READER.readObject(question.request().utf8()))));
        return new DetailedTask(task(task, pollInterval), questions,
                task.status() == TaskStatus.COMPLETED ? task.outcome().orElse(null) : null,
                task.status() == TaskStatus.FAILED ? task.outcome().orElse(null) : null);
    }
}
