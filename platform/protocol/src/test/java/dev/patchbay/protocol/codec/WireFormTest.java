package dev.patchbay.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcReader;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResultResponse;
import dev.patchbay.protocol.schema.OfficialSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message, in both revisions: valid under the official schema, and read back as it was. */
class WireFormTest {
    private static final RequestId ID = RequestId.of("id-1");
    private static final RpcReader READER = new RpcReader(JsonReader.withDefaults());

    private static ServerCodec server(Revision revision) {
        return RevisionCodec.of(revision).orElseThrow().server(Samples.FULL_INFO);
    }

    private static ClientCodec client(Revision revision) {
        return RevisionCodec.of(revision).orElseThrow().client();
    }

    private static Stream<Arguments> both(List<?> modern, List<?> legacy) {
        return Stream.concat(modern.stream().map(m -> Arguments.of(Revision.V2026_07_28, m)),
                legacy.stream().map(m -> Arguments.of(Revision.V2025_11_25, m)));
    }

    static Stream<Arguments> results() {
        return both(Samples.modernResults(), Samples.legacyResults());
    }

    static Stream<Arguments> requests() {
        return both(Samples.modernRequests(), Samples.legacyRequests());
    }

    static Stream<Arguments> notifications() {
        return both(Samples.modernNotifications(), Samples.legacyNotifications());
    }

    @ParameterizedTest
    @MethodSource("results")
    void aResultIsValidUnderTheOfficialSchema(Revision revision, McpResult result) {
        byte[] json = server(revision).encodeResult(result);

        assertThat(OfficialSchema.validate(revision, result.getClass().getSimpleName(), json)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("results")
    void aResponseHoldsTheSameResultObject(Revision revision, McpResult result) {
        ServerCodec codec = server(revision);
        var response = (RpcResultResponse) READER.read(codec.encodeResponse(ID, result));

        assertThat(response.id()).isEqualTo(ID);
        assertThat(response.result()).isEqualTo(JsonReader.withDefaults().readObject(codec.encodeResult(result)));
        assertThat(OfficialSchema.validate(revision, "JSONRPCResultResponse", codec.encodeResponse(ID, result)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsValidUnderTheOfficialSchema(Revision revision, ClientRequest request) {
        byte[] json = client(revision).encodeRequest(ID, request);

        assertThat(OfficialSchema.validate(revision, request.getClass().getSimpleName(), json)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aServerReadsTheRequestAClientWrote(Revision revision, ClientRequest request) {
        var message = (RpcRequest) READER.read(client(revision).encodeRequest(ID, request));

        assertThat(server(revision).decodeRequest(message)).contains(request);
    }

    @ParameterizedTest
    @MethodSource("notifications")
    void aNotificationIsValidUnderTheOfficialSchema(Revision revision, McpNotification notification) {
        byte[] json = server(revision).encodeNotification(notification);

        assertThat(OfficialSchema.validate(revision, notification.getClass().getSimpleName(), json)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("notifications")
    void aClientReadsTheNotificationAServerWrote(Revision revision, McpNotification notification) {
        var message = (RpcNotification) READER.read(server(revision).encodeNotification(notification));

        assertThat(client(revision).decodeNotification(message)).contains(notification);
    }

    static List<McpNotification> clientNotifications() {
        return Samples.clientNotifications();
    }

    @ParameterizedTest
    @MethodSource("clientNotifications")
    void aServerReadsTheNotificationALegacyClientWrote(McpNotification notification) {
        byte[] json = client(Revision.V2025_11_25).encodeNotification(notification);

        assertThat(OfficialSchema.validate(Revision.V2025_11_25, notification.getClass().getSimpleName(), json))
                .isEmpty();
        assertThat(server(Revision.V2025_11_25).decodeNotification((RpcNotification) READER.read(json)))
                .contains(notification);
    }

    static List<InputRequest> inputRequests() {
        return Samples.inputRequests();
    }

    @ParameterizedTest
    @MethodSource("inputRequests")
    void aLegacyClientReadsTheRequestAServerWrote(InputRequest request) {
        byte[] json = server(Revision.V2025_11_25).encodeRequest(ID, request);

        String definition = request instanceof ElicitRequest ? "ElicitRequest" : request.getClass().getSimpleName();
        assertThat(OfficialSchema.validate(Revision.V2025_11_25, definition, json)).isEmpty();
        assertThat(client(Revision.V2025_11_25).decodeServerRequest((RpcRequest) READER.read(json))).contains(request);
    }

    static Stream<Arguments> answers() {
        return both(Samples.answers(), Samples.answers());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerOfAClientIsValidAndReadBack(Revision revision, McpResult answer) {
        Map<String, Object> json = client(revision).encodeAnswer(answer);
        ServerCodec server = server(revision);
        McpResult decoded = switch (answer.getClass().getSimpleName()) {
            case "ElicitResult" -> server.decodeElicitResult(json);
            case "CreateMessageResult" -> server.decodeCreateMessageResult(json);
            default -> server.decodeListRootsResult(json);
        };

        assertThat(OfficialSchema.validate(revision, answer.getClass().getSimpleName(),
                JsonWriter.compact(json))).isEmpty();
        assertThat(decoded).isEqualTo(answer);
    }
}
