package dev.patchbay.protocol.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.protocol.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RpcWriterTest {
    private static final RpcReader READER = new RpcReader(JsonReader.withDefaults());

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void aPreparedResultIsWrappedAsItIs() {
        byte[] prepared = "{\"tools\": [ ]}".getBytes(StandardCharsets.UTF_8);

        assertThat(text(RpcWriter.result(RequestId.of(5), prepared)))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{\"tools\": [ ]}}");
        assertThat(text(RpcWriter.result(RequestId.of("a\"é"), prepared)))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"a\\\"é\",\"result\":{\"tools\": [ ]}}");
    }

    @Test
    void messagesAreReadBackAsTheyWere() {
        var request = new RpcRequest(RequestId.of("1"), "m", Map.of("a", 1L));
        var notification = new RpcNotification("m", Map.of("a", 1L));

        assertThat(READER.read(RpcWriter.request(request))).isEqualTo(request);
        assertThat(READER.read(RpcWriter.notification(notification))).isEqualTo(notification);
        assertThat(READER.read(RpcWriter.result(RequestId.of(1), Map.of("a", 1L))))
                .isEqualTo(new RpcResultResponse(RequestId.of(1), Map.of("a", 1L)));
    }

    @Test
    void anErrorMayHaveNoIdAndNoData() {
        assertThat(text(RpcWriter.error(null, RpcError.of(-32700, "Parse error"))))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,\"message\":\"Parse error\"}}");
        assertThat(text(RpcWriter.error(RequestId.of(1), RpcError.unsupportedProtocolVersion("x", List.of("y")))))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32022,"
                        + "\"message\":\"Unsupported protocol version: x\","
                        + "\"data\":{\"supported\":[\"y\"],\"requested\":\"x\"}}}");
    }

    @Test
    void whatACallerSentIsNotSentBackInFullLength() {
        assertThat(RpcError.methodNotFound("m".repeat(1_000_000)).message()).hasSizeLessThan(200);
        assertThat(RpcWriter.error(null, RpcError.unsupportedProtocolVersion("v".repeat(1_000_000), List.of())))
                .hasSizeLessThan(500);
    }
}
