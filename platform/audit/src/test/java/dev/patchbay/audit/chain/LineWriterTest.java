package dev.patchbay.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class LineWriterTest {
    @TempDir private Path folder;

    private String line(String text) throws IOException {
        try (AuditFile file = AuditFile.open(AuditFileSettings.of(folder))) {
            file.write("test", line -> line.text("text", text).texts("list", List.of(text)));
        }
        List<String> lines = Trail.lines(folder.resolve("000001.jsonl"));
        assertThat(lines).as("one record is one line").hasSize(4);
        return lines.get(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\nINFO fake line", "\u001b[2J\u001b[31mred", "\u0000", "\u007f", "\u0085next",
        "\u009b31m", "\u2028\u2029", "\u202egnp.exe", "\u2066a\u2069", "\u200b\ufeff", "${jndi:ldap://evil/a}",
        "$${${lower:j}ndi:x}", "\"}\n{\"seq\":1}", "\\\" \\", "\",\"hash\":\"" + "0000", "ä€𝄞 漢字", "\ud83d\ude00",
        "\ue000", "\udb40\udc41 tag", "\t\b\f", "$", "a$", "{\"a\":1}"})
    void writesWhateverATextHoldsAsOneLineThatReadsBackAsItWas(String text) throws IOException {
        String line = line(text);
        JsonNode read = new ObjectMapper().readTree(line);
        assertThat(read.get("text").stringValue()).isEqualTo(text);
        assertThat(read.get("list").get(0).stringValue()).isEqualTo(text);
        assertThat(line).doesNotContain("${", "\u202e", "\u2066", "\u200b", "\u0085", "\u2028");
        assertThat(line.codePoints()).allMatch(c -> c >= ' ' && !(c >= 0x7F && c < 0xA0)
                && Character.getType(c) != Character.FORMAT);
        assertThat(ChainVerifier.verify(folder).findings()).isEmpty();
    }

    @Test
    void replacesHalfASurrogatePair() throws IOException {
        String line = line("a\ud83db\ude00");
        assertThat(new ObjectMapper().readTree(line).get("text").stringValue()).isEqualTo("a\ufffdb\ufffd");
    }

    @Test
    void writesEveryCharacterOfUnicodeSoThatItReadsBack() {
        LineWriter writer = new LineWriter();
        ObjectMapper mapper = new ObjectMapper();
        for (int from = 0; from <= Character.MAX_CODE_POINT; from += 4096) {
            StringBuilder text = new StringBuilder();
            for (int c = from; c < from + 4096; c++) {
                if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                    text.appendCodePoint(c);
                }
            }
            writer.rollBack(0);
            writer.string(text.toString());
            String json = new String(writer.copy(), StandardCharsets.UTF_8);
            assertThat(mapper.readValue(json, String.class)).isEqualTo(text.toString());
        }
    }

    @Test
    void cutsALongTextBetweenCharacters() throws IOException {
        String line = line("x".repeat(LineWriter.MAX_TEXT - 2) + "😀😀");
        assertThat(new ObjectMapper().readTree(line).get("text").stringValue())
                .isEqualTo("x".repeat(LineWriter.MAX_TEXT - 2) + "…");
    }
}
