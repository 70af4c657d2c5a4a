package dev.patchbay.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitUrlRequest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed becomes what the schema asks for, or a problem that the page shows. */
class FilledTest {
    private static Filled filled(ElicitUrlRequest request, String body) {
        Map<String, Object> schema = request.requestedSchema();
        return Filled.of(schema, Field.of(schema),
                FormBody.parse(body.getBytes(StandardCharsets.UTF_8)).orElseThrow());
    }

    @Test
    void everyKindOfFieldHasItsJsonType() {
        ElicitUrlRequest request = ElicitRequest.page("?").string("text", "T").integer("whole", "W")
                .integer("huge", "H").number("number", "N").bool("box", "B", true).choice("one", "O", List.of("a", "b"))
                .field("many", Map.of("type", "array", "items", Map.of("type", "string", "enum", List.of("x", "y"))),
                        false)
                .formatted("mail", "M", "email").secret("secret", "S").build();
        Filled filled = filled(request,
                "field.text=+a+&field.whole=+7+&field.huge=99999999999999999999&field.number=1.50"
                        + "&field.box=true&field.one=b&field.many=x&field.many=y&field.mail=+ann@example.com+&field.secret=+s+");

        assertThat(filled.problems()).isEmpty();
        assertThat(filled.content()).isEqualTo(Map.of("text", " a ", "whole", 7L, "huge",
                new BigInteger("99999999999999999999"), "number", new BigDecimal("1.50"), "box", true, "one", "b",
                "many",
                List.of("x", "y"), "mail", "ann@example.com", "secret", " s "));
    }

    @Test
    void whatIsLeftOutIsAbsentAndABoxThatIsNotTickedIsFalse() {
        ElicitUrlRequest request = ElicitRequest.page("?").string("text", "T", "preset").bool("box", "B", true).build();

        assertThat(filled(request, "field.text=").content()).isEqualTo(Map.of("box", false));
        assertThat(filled(request, "field.text=").problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"text,''", "whole,7.5", "whole,seven", "whole,1e3", "number,NaN", "number,0x10", "one,c",
        "mail,nobody"})
    void whatDoesNotFitIsAProblemOfItsField(String name, String value) {
        Map<String, String> sent = new java.util.TreeMap<>(
                Map.of("text", "t", "whole", "1", "number", "1", "one", "a", "mail", "a@example.com"));
        sent.put(name, value);
        StringBuilder body = new StringBuilder("field.x=1");
        sent.forEach((field, typed) -> body.append("&field.").append(field).append('=').append(typed));
        ElicitUrlRequest request = ElicitRequest.page("?").string("text", "T").integer("whole", "W")
                .number("number", "N").choice("one", "O", List.of("a", "b")).formatted("mail", "M", "email").build();

        assertThat(filled(request, body.toString()).problems()).containsOnlyKeys(name);
    }

    @Test
    void aProblemOfASecretQuotesNothing() {
        ElicitUrlRequest request = ElicitRequest.page("?").field("pin",
                Map.of("type", "string", "pattern", "^[0-9]{4}$", "writeOnly", true), true).build();

        assertThat(filled(request, "field.pin=hunter2").problems().get("pin")).doesNotContain("hunter2");
        assertThat(filled(request, "field.pin=1234").problems()).isEmpty();
    }

    @Test
    void labelsAndChoicesComeFromTheSchema() {
        List<Field> fields = Field.of(ElicitRequest.page("?").string("a", "What to read")
                .field("b", Map.of("type", "string", "title", "Size", "description", "of the shirt", "oneOf",
                        List.of(Map.of("const", "s", "title", "Small"))), true)
                .field("c", Map.of("type", "string"), false).build().requestedSchema());

        assertThat(fields).extracting(Field::label).containsExactly("What to read", "Size (of the shirt)", "c");
        assertThat(fields.get(1).options()).containsExactly(new Field.Option("s", "Small"));
        assertThat(fields).extracting(Field::isRequired).containsExactly(true, true, false);
    }
}
