package dev.patchbay.protocol.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.protocol.Revision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCheckTest {
    private final ClientCheck check = new ClientCheck();

    @Test
    void whatConformsIsLetGo() {
        check.said("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", Revision.V2025_11_25);
        check.said("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"action\":\"decline\"}}", Revision.V2025_11_25);
        check.said("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"a\",\"_meta\":{"
                + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}", Revision.V2025_11_25);

        assertThatCode(check::assertNothingWrong).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\"}", "{\"id\":1,\"method\":\"ping\"}", "hello",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"a\",\"inputResponses\":{}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":{"
                + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}"})
    void whatDoesNotIsFound(String message) {
        check.said(message, Revision.V2025_11_25);

        assertThatExceptionOfType(AssertionError.class).isThrownBy(check::assertNothingWrong);
    }
}
