package dev.patchbay.ask;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Anybody's text stays text, and shows what it is. */
class HtmlTest {
    private static String text(String anybodys) {
        return new Html().text(anybodys).toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001',
            value = {"<b>&amp;|&lt;b&gt;&amp;amp;", "\"'`=|&quot;&#39;`=",
                "Zoë 日本 🎉|Zoë 日本 🎉"})
    void markupIsEscapedAndLettersStay(String anybodys, String shown) {
        assertThat(text(anybodys)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0007", "\u001b", "\u007f", "\u0085", "\u200b", "\u200e", "\u202e", "\u2066",
        "\u2028", "\ufeff", "\u00ad", "\ud800", "\udc00", "\udb40\udc41", "\ue000", "\r"})
    void whatDeceivesTheEyeIsReplaced(String deceiving) {
        assertThat(text("a" + deceiving + "b")).isEqualTo("a\uFFFDb");
    }
}
