package dev.patchbay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.protocol.Cursor;
import java.nio.charset.StandardCharsets;

/** Cursors: each has one form, and nothing else is taken for one. */
class CursorFuzzTest {
    @FuzzTest
    void hasOneForm(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Cursor.decode(text).ifPresent(cursor -> {
            if (text.isEmpty()) {
                assertThat(cursor.isStart()).isTrue();
            } else {
                assertThat(cursor.encode()).isEqualTo(text);
                assertThat(cursor.isStart()).isFalse();
            }
        });
        if (!text.isEmpty() && bytes.length < 10_000) {
            assertThat(Cursor.decode(new Cursor(text).encode())).contains(new Cursor(text));
        }
    }
}
