package dev.patchbay.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void nothingEndsALineOrSteersATerminal() {
        assertThat(SafeText.line("a\nb\rc\td\u001b[31m\u0085\u2028\u202e\u0000"))
                .isEqualTo("a\\nb\\rc\\td\\u001b[31m\\u0085\\u2028\\u202e\\u0000");
    }

    @Test
    void textOfSeveralLinesKeepsItsLinesAndTabs() {
        assertThat(SafeText.lines("a\n\tb\r\n\u001b[2J")).isEqualTo("a\n\tb\\r\n\\u001b[2J");
    }

    @Test
    void otherTextStaysAsItIs() {
        assertThat(SafeText.line("Grüße, 世界 🙂")).isEqualTo("Grüße, 世界 🙂");
    }
}
