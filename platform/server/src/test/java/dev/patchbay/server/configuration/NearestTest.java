package dev.patchbay.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> NAMES = List.of("notes_add_note", "notes_export_notes", "hello", "mcp.port");

    @ParameterizedTest
    @CsvSource({"helo, hello", "HELLO, hello", "mcp-port, mcp.port", "notes_expo, notes_export_notes",
        "add_note, notes_add_note"})
    void findsWhatWasMeant(String written, String meant) {
        assertThat(Nearest.of(written, NAMES)).contains(meant);
        assertThat(Nearest.hint(written, NAMES)).isEqualTo("; did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({"weather", "no", "x"})
    void findsNothingWhereNothingIsNear(String written) {
        assertThat(Nearest.hint(written, NAMES)).isEmpty();
    }
}
