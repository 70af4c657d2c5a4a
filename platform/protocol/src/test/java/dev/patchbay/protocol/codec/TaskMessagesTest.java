package dev.patchbay.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.EmptyResult;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.input.ListRootsRequest;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import dev.patchbay.protocol.notification.SubscriptionsListenRequest;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.schema.OfficialSchema;
import dev.patchbay.protocol.task.CancelTaskRequest;
import dev.patchbay.protocol.task.CreateTaskResult;
import dev.patchbay.protocol.task.DetailedTask;
import dev.patchbay.protocol.task.GetTaskRequest;
import dev.patchbay.protocol.task.GetTaskResult;
import dev.patchbay.protocol.task.Task;
import dev.patchbay.protocol.task.TaskStatus;
import dev.patchbay.protocol.task.TaskStatusNotification;
import dev.patchbay.protocol.task.UpdateTaskRequest;
import dev.patchbay.protocol.tool.CallToolRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages of the tasks extension, there and back, and held to its official schema. */
class TaskMessagesTest {
    private static final JsonReader READER = new JsonReader(JsonLimits.GENEROUS);
    private static final RequestMeta META = Samples.modernMeta();
    private static final Map<String, Object> RESULT = Map.of("content", List.of(), "isError", false);
    private static final Map<String, Object> ERROR = Map.of("code", -32603L, "message", "Broken");

    private final ServerCodec server = new ModernCodec().server(Implementation.of("s", "1"));
    private final ClientCodec client = new ModernCodec().client();

    private static Task task(TaskStatus status, @Nullable Long ttl, @Nullable Long poll) {
        return new Task("t-1", status, status.isFinal() ? "It is over" : null, "2026-11-21T12:00:00Z",
                "2026-11-21T12:00:01.5Z", ttl, poll);
    }

    private static DetailedTask detailed(TaskStatus status) {
        Map<String, InputRequest> questions = status == TaskStatus.INPUT_REQUIRED
                ? Map.of("k1", new ElicitRequest.Form("Who?", Map.of("type", "object", "properties", Map.of())), "k2",
                        new ListRootsRequest())
                : Map.of();
        return new DetailedTask(task(status, 1000L, 10L), questions, status == TaskStatus.COMPLETED ? RESULT : null,
                status == TaskStatus.FAILED ? ERROR : null);
    }

    private static Map<String, Object> message(byte[] json) {
        return READER.readObject(json);
    }

    private static Map<String, Object> member(Map<String, Object> from, String name) {
        return Json.object(Objects.requireNonNull(from.get(name)));
    }

    private static void assertSchema(String definition, Map<String, Object> json) {
        assertThat(OfficialSchema.validateTasks(definition,
                new String(JsonWriter.compact(json), StandardCharsets.UTF_8))).as(definition).isEmpty();
    }

    @Test
    void requestsComeBackAsTheyWere() {
        Map<ClientRequest, String> requests = Map.of(new GetTaskRequest("t-1", META), "GetTaskRequest",
                new CancelTaskRequest("t-1", META), "CancelTaskRequest",
                new UpdateTaskRequest("t-1", Map.of("k1", Map.of("action", "decline")), META), "UpdateTaskRequest");
        requests.forEach((request, definition) -> {
            Map<String, Object> json = message(client.encodeRequest(RequestId.of(1), request));
            assertSchema(definition, json);
            Map<String, Object> params = member(json, "params");
            assertThat(server.decodeRequest(request.method(), params, server.decodeMeta(params))).contains(request);
        });
    }

    @Test
    void anUpdateNeedsItsAnswers() {
        assertThatThrownBy(() -> server.decodeRequest("tasks/update", Map.of("taskId", "t-1"), META))
                .isInstanceOf(InvalidParamsException.class).hasMessageContaining("inputResponses");
        assertThatThrownBy(() -> server.decodeRequest("tasks/get", Map.of("taskId", 1L), META))
                .isInstanceOf(InvalidParamsException.class).hasMessageContaining("taskId");
    }

    @Test
    void aCreatedTaskComesBackAsItWas() {
        for (Task task : List.of(task(TaskStatus.WORKING, 1000L, 10L), task(TaskStatus.WORKING, null, null))) {
            Map<String, Object> json = message(server.encodeResult(new CreateTaskResult(task, Map.of())));
            assertSchema("CreateTaskResult", json);
            assertThat(json).containsKey("ttlMs").doesNotContainKeys("requestState", "result");
            assertThat(client.decodeResult(new CallToolRequest("t", Map.of(), Map.of(), null, META), json))
                    .isInstanceOfSatisfying(CreateTaskResult.class,
                            created -> assertThat(created.task()).isEqualTo(task));
        }
    }

    @Test
    void everyStatusComesBackWithWhatBelongsToIt() {
        for (TaskStatus status : TaskStatus.values()) {
            Map<String, Object> json = message(
                    server.encodeResult(new GetTaskResult(detailed(status), Map.of())));
            assertSchema("GetTaskResult", json);
            assertThat(json).containsEntry("resultType", "complete");
            assertThat(client.decodeResult(new GetTaskRequest("t-1", META), json)).isInstanceOfSatisfying(
                    GetTaskResult.class, result -> assertThat(result.task()).isEqualTo(detailed(status)));
        }
    }

    @Test
    void aResultThatWasKeptIsSentAsItIs() {
        DetailedTask kept = new DetailedTask(task(TaskStatus.COMPLETED, 1000L, null), Map.of(),
                RawJson.serialize(RESULT), null);

        assertThat(message(server.encodeResult(new GetTaskResult(kept, Map.of())))).containsEntry("result", RESULT);
    }

    @Test
    void acknowledgementsSayNothing() {
        Map<String, Object> json = message(server.encodeResult(EmptyResult.INSTANCE));
        assertSchema("UpdateTaskResult", json);
        assertSchema("CancelTaskResult", json);
        assertThat(client.decodeResult(new CancelTaskRequest("t-1", META), json)).isInstanceOf(EmptyResult.class);
    }

    @Test
    void notificationsTellAllOfATask() {
        for (TaskStatus status : TaskStatus.values()) {
            Map<String, Object> json = message(
                    server.encodeNotification(new TaskStatusNotification(detailed(status)), RequestId.of(7)));
            assertSchema("TaskStatusNotification", json);
            RpcNotification notification = new RpcNotification("notifications/tasks", member(json, "params"));
            assertThat(client.decodeNotification(notification))
                    .contains(new TaskStatusNotification(detailed(status)));
            assertThat(client.subscriptionId(notification)).contains(RequestId.of(7));
        }
    }

    @Test
    void tasksAreListenedToById() {
        SubscriptionsListenRequest listen = new SubscriptionsListenRequest(
                SubscriptionFilter.ofTasks(List.of("t-1", "t-2")), META);
        Map<String, Object> params = member(message(client.encodeRequest(RequestId.of(1), listen)), "params");

        assertSchema("TaskSubscriptionNotifications", member(params, "notifications"));
        assertThat(server.decodeRequest("subscriptions/listen", params, META)).contains(listen);
    }

    @Test
    void aQuestionCanBeKeptByItself() {
        InputRequest question = new ElicitRequest.Form("Who?", Map.of("type", "object"));

        assertThat(server.decodeQuestion(message(server.encodeQuestion(question)))).isEqualTo(question);
    }
}
