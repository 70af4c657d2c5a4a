package dev.patchbay.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.ElicitResult;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleFormTest {
    private final StringWriter err = new StringWriter();

    @Test
    void asksFieldByFieldAndChecksTheAnswers() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", Map.of("type", "string", "title", "Name", "description", "of the note"));
        fields.put("count", Map.of("type", "integer", "default", 3L));
        fields.put("sure", Map.of("type", "boolean"));
        fields.put("colour", Map.of("type", "string", "enum", List.of("red", "green")));
        fields.put("size", Map.of("type", "string", "oneOf", List.of(Map.of("const", "s"), Map.of("const", "l"))));
        fields.put("tags", Map.of("type", "array", "items", Map.of("type", "string", "enum", List.of("a", "b"))));
        fields.put("ratio", Map.of("type", "number"));
        fields.put("comment", Map.of("type", "string"));

        ElicitResult result = ask(fields, List.of("name", "sure"),
                "\nAda\n\nperhaps\nyes\nblue\nred\nl\na, b\n1.5\n\n\n");

        assertThat(result.action()).isEqualTo(ElicitResult.Action.ACCEPT);
        assertThat(result.content().toString())
                .isEqualTo("{name=Ada, count=3, sure=true, colour=red, size=l, tags=[a, b], ratio=1.5}");
        assertThat(err.toString()).contains("The tool asks: Sure?", "Name, of the note:", "An answer is needed here",
                "count (integer) [3]:", "'perhaps' does not fit: write yes or no", "colour (red | green) [optional]:",
                "'blue' does not fit: write red or green");
    }

    @Test
    void theUserMayDecline() {
        assertThat(ask(Map.of("name", Map.of("type", "string")), List.of(), "Ada\nn\n").action())
                .isEqualTo(ElicitResult.Action.DECLINE);
    }

    @Test
    void theEndOfTheInputCancels() {
        assertThat(ask(Map.of("name", Map.of("type", "string")), List.of("name"), "").action())
                .isEqualTo(ElicitResult.Action.CANCEL);
    }

    @Test
    void aQuestionCannotSteerTheTerminal() {
        ask(Map.of("na\u001b[2Jme", Map.of("type", "string")), List.of(), "x\ny\n");

        assertThat(err.toString()).doesNotContain("\u001b");
    }

    @Test
    void aQuestionOnAPageIsShownOnceAndAnsweredThere() {
        ConsoleForm form = new ConsoleForm(new Terminal(new BufferedReader(new StringReader("")),
                new PrintWriter(new StringWriter()), new PrintWriter(err), true, true, false));
        ElicitRequest.Url page = new ElicitRequest.Url("Token?", "http://127.0.0.1:8080/ask/x", null);

        assertThat(form.elicit(page)).isEqualTo(ElicitResult.accept(Map.of()));
        assertThat(form.elicit(page)).isEqualTo(ElicitResult.accept(Map.of()));
        assertThat(err.toString()).containsOnlyOnce("Open this page in a browser: http://127.0.0.1:8080/ask/x");
    }

    private ElicitResult ask(Map<String, Object> properties, List<String> required, String typed) {
        Terminal terminal = new Terminal(new BufferedReader(new StringReader(typed)),
                new PrintWriter(new StringWriter()), new PrintWriter(err), true, true, false);
        return new ConsoleForm(terminal).elicit(new ElicitRequest.Form("Sure?",
                Map.of("type", "object", "properties", properties, "required", required)));
    }
}
