package dev.patchbay.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "calculator_add", "notes://ü/😀?x=1", "p"})
    void aCursorNamesTheLastEntrySent(String name) {
        String text = new Cursor(name).encode();

        assertThat(text).matches("[A-Za-z0-9_-]+").isNotEqualTo(name);
        assertThat(Cursor.decode(text)).contains(new Cursor(name));
    }

    @Test
    void theEmptyStringIsTheStart() {
        assertThat(Cursor.decode("")).contains(Cursor.START);
        assertThat(Cursor.START.isStart()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "!!", "cA==", "cA", "cGE=", "cGE ", "YWJj", "cP8", "cGF", "cGFh\n", "null"})
    void garbageIsNoCursor(String text) {
        assertThat(Cursor.decode(text)).isEmpty();
    }

    @Test
    void aHugeCursorIsGarbage() {
        assertThat(Cursor.decode(new Cursor("a".repeat(20_000)).encode())).isEmpty();
    }
}
