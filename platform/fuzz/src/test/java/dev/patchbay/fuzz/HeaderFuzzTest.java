package dev.patchbay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.protocol.http.HeaderValue;
import dev.patchbay.protocol.http.ParamHeaders;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values in headers: what is encoded is decoded to the same, and headers agree with arguments only when they do. */
class HeaderFuzzTest {
    private static final ParamHeaders PARAMS = ParamHeaders.of(Map.of("type", "object", "properties",
            Map.of("region", Map.of("type", "string", "x-mcp-header", "Region"), "count",
                    Map.of("type", "integer", "x-mcp-header", "Count"), "dry",
                    Map.of("type", "boolean", "x-mcp-header", "Dry"))));

    @FuzzTest
    void agreesWithItself(FuzzedDataProvider data) {
        String header = data.consumeString(200);
        Optional<String> value = HeaderValue.decode(header);
        if (value.isPresent()) {
            assertThat(HeaderValue.decode(HeaderValue.encode(value.get()))).isEqualTo(value);
        }
        String text = wellFormed(data.consumeString(200));
        String encoded = HeaderValue.encode(text);
        assertThat(encoded).matches(each -> each.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~')),
                "is fit for a header");
        assertThat(HeaderValue.decode(encoded)).contains(text);

        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("region", text);
        arguments.put("count", data.consumeLong(-(1L << 53) + 1, (1L << 53) - 1));
        arguments.put("dry", data.consumeBoolean());
        Map<String, String> headers = PARAMS.headers(arguments);
        assertThat(PARAMS.disagreement(name -> one(headers, name), arguments)).isEmpty();

        String changed = data.consumeRemainingAsString();
        Map<String, String> others = new LinkedHashMap<>(headers);
        others.put("Mcp-Param-Region", changed);
        boolean same = HeaderValue.decode(changed).filter(text::equals).isPresent();
        assertThat(PARAMS.disagreement(name -> one(others, name), arguments).isEmpty()).isEqualTo(same);
    }

    private static List<String> one(Map<String, String> headers, String name) {
        return headers.containsKey(name) ? List.of(headers.get(name)) : List.of();
    }

    /** Half a surrogate pair has no form in UTF-8. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
