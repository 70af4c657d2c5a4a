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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message, in every revision: valid under the official schema, without a member that the schema does not name, and
 * read back as it was. What a revision leaves out of a message is gone when it is read, so there the message written
 * again is compared.
 */
class WireFormTest {
    private static final RequestId ID = RequestId.of("id-1");
    private static final RpcReader READER = new RpcReader(JsonReader.withDefaults());

    private static ServerCodec server(Revision revision) {
        return RevisionCodec.of(revision).orElseThrow().server(Samples.FULL_INFO);
    }

    private static ClientCodec client(Revision revision) {
        return RevisionCodec.of(revision).orElseThrow().client();
    }

    private static Stream<Arguments> rows(Function<Revision, List<?>> samples) {
        return Stream.of(Revision.values()).flatMap(
                revision -> samples.apply(revision).stream().map(sample -> Arguments.of(revision, sample)));
    }

    private static void conforms(Revision revision, Object message, byte[] json) {
        String name = message instanceof ElicitRequest ? "ElicitRequest" : message.getClass().getSimpleName();

        assertThat(OfficialSchema.validateClosed(revision, name, text(json))).as(text(json)).isEmpty();
    }

    static Stream<Arguments> results() {
        return rows(revision -> revision.isModern() ? Samples.modernResults() : Samples.legacyResults(revision));
    }

    static Stream<Arguments> requests() {
        return rows(Samples::requests);
    }

    static Stream<Arguments> notifications() {
        return rows(revision -> revision.isModern()
                ? Samples.modernNotifications()
                : Samples.legacyNotifications(revision));
    }

    @ParameterizedTest
    @MethodSource("results")
    void aResultIsValidUnderTheOfficialSchema(Revision revision, McpResult result) {
        conforms(revision, result, server(revision).encodeResult(result));
    }

    @ParameterizedTest
    @MethodSource("results")
    void aResponseHoldsTheSameResultObject(Revision revision, McpResult result) {
        ServerCodec codec = server(revision);
        byte[] json = codec.encodeResponse(ID, result);
        var response = (RpcResultResponse) READER.read(json);
        String name = OfficialSchema.defines(revision, "JSONRPCResultResponse")
                ? "JSONRPCResultResponse"
                : "JSONRPCResponse";

        assertThat(response.id()).isEqualTo(ID);
        assertThat(response.result()).isEqualTo(JsonReader.withDefaults().readObject(codec.encodeResult(result)));
        assertThat(OfficialSchema.validate(revision, name, json)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsValidUnderTheOfficialSchema(Revision revision, ClientRequest request) {
        conforms(revision, request, client(revision).encodeRequest(ID, request));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aServerReadsTheRequestAClientWrote(Revision revision, ClientRequest request) {
        byte[] json = client(revision).encodeRequest(ID, request);
        Optional<ClientRequest> read = server(revision).decodeRequest((RpcRequest) READER.read(json));

        assertThat(read).isPresent();
        assertThat(text(client(revision).encodeRequest(ID, read.get()))).isEqualTo(text(json));
        if (revision.isAtLeast(Revision.V2025_11_25)) {
            assertThat(read).contains(request);
        }
    }

    @ParameterizedTest
    @MethodSource("notifications")
    void aNotificationIsValidUnderTheOfficialSchema(Revision revision, McpNotification notification) {
        conforms(revision, notification, server(revision).encodeNotification(notification));
    }

    @ParameterizedTest
    @MethodSource("notifications")
    void aClientReadsTheNotificationAServerWrote(Revision revision, McpNotification notification) {
        byte[] json = server(revision).encodeNotification(notification);
        Optional<McpNotification> read = client(revision).decodeNotification((RpcNotification) READER.read(json));

        assertThat(read).isPresent();
        assertThat(text(server(revision).encodeNotification(read.get()))).isEqualTo(text(json));
        if (revision.isAtLeast(Revision.V2025_11_25)) {
            assertThat(read).contains(notification);
        }
    }

    static Stream<Arguments> clientNotifications() {
        return rows(revision -> revision.isModern() ? List.of() : Samples.clientNotifications());
    }

    @ParameterizedTest
    @MethodSource("clientNotifications")
    void aServerReadsTheNotificationALegacyClientWrote(Revision revision, McpNotification notification) {
        byte[] json = client(revision).encodeNotification(notification);

        conforms(revision, notification, json);
        assertThat(server(revision).decodeNotification((RpcNotification) READER.read(json))).contains(notification);
    }

    static Stream<Arguments> inputRequests() {
        return rows(revision -> revision.isModern() ? List.of() : Samples.inputRequests(revision));
    }

    @ParameterizedTest
    @MethodSource("inputRequests")
    void aLegacyClientReadsTheRequestAServerWrote(Revision revision, InputRequest request) {
        byte[] json = server(revision).encodeRequest(ID, request);
        Optional<InputRequest> read = client(revision).decodeServerRequest((RpcRequest) READER.read(json));

        conforms(revision, request, json);
        assertThat(read).isPresent();
        assertThat(text(server(revision).encodeRequest(ID, read.get()))).isEqualTo(text(json));
        if (revision.isAtLeast(Revision.V2025_11_25)) {
            assertThat(read).contains(request);
        }
    }

    static Stream<Arguments> answers() {
        return rows(Samples::answers);
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

        conforms(revision, answer, JsonWriter.compact(json));
        assertThat(client(revision).encodeAnswer(decoded)).isEqualTo(json);
        if (revision.isAtLeast(Revision.V2025_06_18)) {
            assertThat(decoded).isEqualTo(answer);
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
