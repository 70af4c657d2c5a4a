package dev.patchbay.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.protocol.json.JsonReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParamHeadersTest {
    private static final ParamHeaders REGION_AND_LIMIT = ParamHeaders.of(schema("""
            {"type":"object","properties":{
              "region":{"type":"string","x-mcp-header":"Region"},
              "dry":{"type":"boolean","x-mcp-header":"Dry"},
              "options":{"type":"object","properties":{"limit":{"type":"integer","x-mcp-header":"Limit"}}}}}"""));

    private static Map<String, Object> schema(String json) {
        return JsonReader.withDefaults().readObject(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String properties) {
        return ParamHeaders.problems(schema("{\"type\":\"object\",\"properties\":{" + properties + "}}"));
    }

    private static boolean agree(Map<String, Object> arguments, String... headers) {
        Map<String, List<String>> byName = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            byName.put(headers[i], List.of(headers[i + 1]));
        }
        return REGION_AND_LIMIT.disagreement(name -> byName.getOrDefault(name, List.of()), arguments).isEmpty();
    }

    @Test
    void marksAreFoundThroughProperties() {
        assertThat(REGION_AND_LIMIT.names()).containsExactlyInAnyOrder("Mcp-Param-Region", "Mcp-Param-Dry",
                "Mcp-Param-Limit");
        assertThat(ParamHeaders.of(Map.of("type", "object"))).isSameAs(ParamHeaders.NONE);
    }

    @Test
    void headersThatRepeatTheArgumentsAgree() {
        Map<String, Object> arguments = Map.of("region", "Zürich", "dry", true, "options", Map.of("limit", 42L));

        assertThat(REGION_AND_LIMIT.headers(arguments)).isEqualTo(
                Map.of("Mcp-Param-Region", "=?base64?WsO8cmljaA==?=", "Mcp-Param-Dry", "true", "Mcp-Param-Limit",
                        "42"));
        assertThat(agree(arguments, "Mcp-Param-Region", "=?base64?WsO8cmljaA==?=", "Mcp-Param-Dry", "true",
                "Mcp-Param-Limit", "42")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"42, true", "42.0, true", "4.2e1, true", "' 42 ', true", "43, false", "x, false", "42.5, false",
        "1e999999999, false", "'', false"})
    void integersAreComparedAsNumbers(String header, boolean agrees) {
        assertThat(agree(Map.of("options", Map.of("limit", 42L)), "Mcp-Param-Limit", header)).isEqualTo(agrees);
        assertThat(agree(Map.of("options", Map.of("limit", new BigDecimal("42.0"))), "Mcp-Param-Limit", header))
                .isEqualTo(agrees);
    }

    @ParameterizedTest
    @CsvSource({"eu, true", "EU, false", "' eu\t', true", "=?base64?ZXU=?=, true", "=?base64?Z*?=, false",
        "us, false"})
    void stringsAreComparedExactly(String header, boolean agrees) {
        assertThat(agree(Map.of("region", "eu"), "Mcp-Param-Region", header)).isEqualTo(agrees);
    }

    @Test
    void anArgumentNeedsItsHeaderAndAHeaderItsArgument() {
        Map<String, Object> isNull = new HashMap<>();
        isNull.put("region", null);

        assertThat(agree(Map.of("region", "eu"))).isFalse();
        assertThat(agree(Map.of())).isTrue();
        assertThat(agree(isNull)).isTrue();
        assertThat(agree(Map.of(), "Mcp-Param-Region", "eu")).isFalse();
        assertThat(agree(isNull, "Mcp-Param-Region", "eu")).isFalse();
    }

    @Test
    void anArgumentTheSchemaRefusesIsLeftToTheSchema() {
        assertThat(agree(Map.of("region", List.of(1L)))).isTrue();
        assertThat(agree(Map.of("options", "text"))).isTrue();
        assertThat(REGION_AND_LIMIT.headers(Map.of("region", List.of(1L)))).isEmpty();
    }

    @Test
    void aHeaderThatIsThereTwiceDisagrees() {
        assertThat(REGION_AND_LIMIT.disagreement(
                name -> name.equals("Mcp-Param-Region") ? List.of("eu", "eu") : List.of(), Map.of("region", "eu")))
                .contains("header Mcp-Param-Region is there more than once");
    }

    @Test
    void largeIntegersAreWrittenInFull() {
        assertThat(REGION_AND_LIMIT.headers(Map.of("options", Map.of("limit", new BigInteger("9007199254740991")))))
                .containsEntry("Mcp-Param-Limit", "9007199254740991");
        assertThat(REGION_AND_LIMIT.headers(Map.of("options", Map.of("limit", new BigDecimal("1.5E3")))))
                .containsEntry("Mcp-Param-Limit", "1500");
    }

    @Test
    void anIntegerThatNotEveryReaderHoldsExactlyIsRefused() {
        Map<String, Object> arguments = Map.of("options", Map.of("limit", 9007199254740992L));

        assertThat(REGION_AND_LIMIT.headers(arguments)).isEmpty();
        assertThat(agree(arguments)).isFalse();
        assertThat(agree(arguments, "Mcp-Param-Limit", "9007199254740992")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\":{\"type\":\"string\",\"x-mcp-header\":\"\"}",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"a b\"}", "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"a:b\"}",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"é\"}",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"a\\r\\nb\"}",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":5}", "\"a\":{\"type\":\"number\",\"x-mcp-header\":\"A\"}",
        "\"a\":{\"type\":\"object\",\"x-mcp-header\":\"A\"}", "\"a\":{\"type\":\"array\",\"x-mcp-header\":\"A\"}",
        "\"a\":{\"x-mcp-header\":\"A\"}", "\"a\":{\"type\":[\"string\",\"null\"],\"x-mcp-header\":\"A\"}",
        "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}",
        "\"a\":{\"anyOf\":[{\"type\":\"string\",\"x-mcp-header\":\"A\"}]}",
        "\"a\":{\"type\":\"integer\",\"maximum\":9007199254740992,\"x-mcp-header\":\"A\"}",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"Same\"},\"b\":{\"type\":\"string\",\"x-mcp-header\":\"sAME\"}"})
    void aMarkThatBreaksTheRulesIsTold(String properties) {
        assertThat(problems(properties)).hasSize(1).allSatisfy(problem -> assertThat(problem).matches("[ -~]+"));
    }

    @Test
    void aMarkOnTheSchemaItselfIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParamHeaders.of(Map.of("type", "object", "x-mcp-header", "A")))
                .withMessageContaining("schema itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x-mcp-header\":{\"type\":\"string\"}",
        "\"a\":{\"type\":\"object\",\"default\":{\"x-mcp-header\":\"A\"}}",
        "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"!#$%&'*+-.^_`|~09azAZ\"}",
        "\"a\":{\"type\":\"integer\",\"maximum\":9007199254740991,\"x-mcp-header\":\"A\"}"})
    void whatOnlyLooksLikeAFaultIsFine(String properties) {
        assertThat(problems(properties)).isEmpty();
    }
}
