package dev.patchbay.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcReader;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.schema.OfficialSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each member of each request: required ones, absent ones, ones of a wrong type, unknown ones. */
class RequestMembersTest {
    private static final Implementation INFO = Implementation.of("s", "1");

    /** One row for each member of each request, from the official schema. */
    static Stream<Arguments> members() {
        List<Arguments> rows = new ArrayList<>();
        for (Revision revision : Revision.values()) {
            for (ClientRequest request : Samples.requests(revision)) {
                Map<String, Object> params = paramsDefinition(revision, request.getClass().getSimpleName());
                List<Object> required = Json.array(params.getOrDefault("required", List.of()));
                for (String member : Json.object(params.getOrDefault("properties", Map.of())).keySet()) {
                    if (!member.equals("task")) {
                        rows.add(Arguments.of(revision, request, member, required.contains(member)));
                    }
                }
            }
        }
        return rows.stream();
    }

    private static Map<String, Object> paramsDefinition(Revision revision, String request) {
        Map<String, Object> definition = OfficialSchema.definition(revision, request);
        Map<String, Object> params = Json.object(
                Objects.requireNonNull(Json.object(definition.getOrDefault("properties", Map.of())).get("params")));
        return params.get("$ref") instanceof String ref
                ? OfficialSchema.definition(revision, ref.substring("#/$defs/".length()))
                : params;
    }

    private static ServerCodec server(Revision revision) {
        return RevisionCodec.of(revision).orElseThrow().server(INFO);
    }

    private static RpcRequest message(Revision revision, ClientRequest request) {
        byte[] json = RevisionCodec.of(revision).orElseThrow().client().encodeRequest(RequestId.of(1), request);
        return (RpcRequest) new RpcReader(JsonReader.withDefaults()).read(json);
    }

    private static RpcRequest with(RpcRequest message, Map<String, Object> params) {
        return new RpcRequest(message.id(), message.method(), params);
    }

    @ParameterizedTest
    @MethodSource("members")
    void onlyARequiredMemberIsMissed(Revision revision, ClientRequest request, String member, boolean required) {
        RpcRequest message = message(revision, request);
        Map<String, Object> params = new LinkedHashMap<>(message.params());
        params.remove(member);

        if (required) {
            assertThatExceptionOfType(InvalidParamsException.class)
                    .isThrownBy(() -> server(revision).decodeRequest(with(message, params)))
                    .withMessage("params." + member + " is missing");
        } else {
            assertThat(server(revision).decodeRequest(with(message, params))).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void aMemberOfAWrongTypeIsNamed(Revision revision, ClientRequest request, String member, boolean required) {
        RpcRequest message = message(revision, request);
        Map<String, Object> params = new LinkedHashMap<>(message.params());
        params.put(member, 3L);

        assertThatExceptionOfType(InvalidParamsException.class)
                .isThrownBy(() -> server(revision).decodeRequest(with(message, params)))
                .withMessageStartingWith("params." + member + " must be").withMessageEndingWith("was an integer")
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(-32602));
    }

    @ParameterizedTest
    @MethodSource("members")
    void anUnknownMemberChangesNothing(Revision revision, ClientRequest request, String member, boolean required) {
        RpcRequest message = message(revision, request);
        Map<String, Object> params = new LinkedHashMap<>(message.params());
        params.put("x-" + member, Map.of("a", List.of()));

        assertThat(server(revision).decodeRequest(with(message, params))).isPresent()
                .isEqualTo(server(revision).decodeRequest(message));
    }

    @ParameterizedTest
    @MethodSource("members")
    void anOptionalMemberThatIsNullCountsAsAbsent(Revision revision, ClientRequest request, String member,
            boolean required) {
        RpcRequest message = message(revision, request);
        Map<String, Object> absent = new LinkedHashMap<>(message.params());
        absent.remove(member);
        Map<String, Object> isNull = new LinkedHashMap<>(message.params());
        isNull.put(member, null);

        if (!required) {
            assertThat(server(revision).decodeRequest(with(message, isNull)))
                    .isEqualTo(server(revision).decodeRequest(with(message, absent)));
        } else {
            assertThatExceptionOfType(InvalidParamsException.class)
                    .isThrownBy(() -> server(revision).decodeRequest(with(message, isNull)));
        }
    }
}
