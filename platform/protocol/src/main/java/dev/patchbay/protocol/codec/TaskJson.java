package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.task.DetailedTask;
import dev.patchbay.protocol.task.Task;
import dev.patchbay.protocol.task.TaskStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tasks in JSON. Source: schema of the extension {@code io.modelcontextprotocol/tasks}, revision 2026-07-28. */
final class TaskJson {
    private final InputJson input;

    TaskJson(InputJson input) {
        this.input = input;
    }

    static void writeTask(JsonWriter json, Task task) {
        json.field("taskId", task.taskId()).field("status", task.status().text());
        json.optional("statusMessage", task.statusMessage()).field("createdAt", task.createdAt())
                .field("lastUpdatedAt", task.lastUpdatedAt()).fieldValue("ttlMs", task.ttlMs())
                .optional("pollIntervalMs", task.pollIntervalMs());
    }

    void writeDetailed(JsonWriter json, DetailedTask detailed) {
        writeTask(json, detailed.task());
        if (detailed.task().status() == TaskStatus.INPUT_REQUIRED) {
            json.name("inputRequests").beginObject();
            detailed.inputRequests().forEach((key, request) -> {
                json.name(key);
                writeQuestion(json, request);
            });
            json.endObject();
        }
        json.optional("result", detailed.result()).optional("error", detailed.error());
    }

    void writeQuestion(JsonWriter json, InputRequest request) {
        json.beginObject().field("method", request.method()).name("params");
        input.writeParams(json, request);
        json.endObject();
    }

    InputRequest readQuestion(Members request) {
        Members params = request.has("params") ? request.members("params") : new Members("params", Map.of());
        return input.readRequest(request.string("method"), params)
                .orElseThrow(() -> request.unknown("method", "a method that can be asked of a client"));
    }

    static Task readTask(Members members) {
        TaskStatus status = TaskStatus.of(members.string("status")).orElseThrow(() -> members.unknown("status",
                "one of working, input_required, completed, failed, cancelled"));
        return new Task(members.string("taskId"), status, members.optionalString("statusMessage"),
                members.string("createdAt"), members.string("lastUpdatedAt"), members.optionalInteger("ttlMs"),
                members.optionalInteger("pollIntervalMs"));
    }

    DetailedTask readDetailed(Members members) {
        Task task = readTask(members);
        Map<String, InputRequest> requests = new LinkedHashMap<>();
        if (task.status() == TaskStatus.INPUT_REQUIRED) {
            Members given = members.members("inputRequests");
            given.json().keySet().forEach(key -> requests.put(key, readQuestion(given.members(key))));
        }
        return new DetailedTask(task, requests,
                task.status() == TaskStatus.COMPLETED ? members.object("result") : null,
                task.status() == TaskStatus.FAILED ? members.object("error") : null);
    }

    RawJson question(InputRequest request) {
        JsonWriter json = JsonWriter.create();
        writeQuestion(json, request);
        return RawJson.of(json.toBytes());
    }
}
