package dev.patchbay.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpHeadersTest {
    @ParameterizedTest
    @CsvSource({"tools/call, name", "prompts/get, name", "resources/read, uri"})
    void callsRepeatWhatTheyName(String method, String member) {
        Map<String, Object> params = Map.of(member, "grüße");

        assertThat(McpHeaders.nameMember(method)).contains(member);
        assertThat(McpHeaders.disagreement(method, params, List.of(method), List.of(HeaderValue.encode("grüße"))))
                .isEmpty();
        assertThat(McpHeaders.disagreement(method, params, List.of(method), List.of())).contains(
                "header Mcp-Name is missing");
        assertThat(McpHeaders.disagreement(method, params, List.of(method), List.of("other"))).contains(
                "header Mcp-Name differs from the body");
        assertThat(McpHeaders.disagreement(method, params, List.of(method), List.of("=?base64?*?="))).contains(
                "header Mcp-Name is malformed");
    }

    @Test
    void theMethodIsAlwaysRepeated() {
        assertThat(McpHeaders.nameMember("tools/list")).isEmpty();
        assertThat(McpHeaders.disagreement("tools/list", Map.of(), List.of(" tools/list "), List.of())).isEmpty();
        assertThat(McpHeaders.disagreement("tools/list", Map.of(), List.of(), List.of()))
                .contains("header Mcp-Method is missing");
        assertThat(McpHeaders.disagreement("tools/list", Map.of(), List.of("Tools/list"), List.of()))
                .contains("header Mcp-Method differs from the body");
        assertThat(McpHeaders.disagreement("tools/list", Map.of(), List.of("tools/list", "tools/list"), List.of()))
                .contains("header Mcp-Method is there more than once");
    }

    @Test
    void aMissingNameIsAFaultOfTheParamsNotOfTheHeaders() {
        assertThat(McpHeaders.disagreement("tools/call", Map.of(), List.of("tools/call"), List.of())).isEmpty();
    }
}
