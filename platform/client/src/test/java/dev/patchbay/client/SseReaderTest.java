package dev.patchbay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {
    private static SseReader reader(String text) {
        return new SseReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1000);
    }

    private static List<SseEvent> events(String text) throws IOException {
        SseReader reader = reader(text);
        List<SseEvent> events = new ArrayList<>();
        for (Optional<SseEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
            events.add(event.get());
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyKindOfLineEndCounts(String end) throws IOException {
        String text = "data: a\n\nid: 1\ndata: b\ndata:c\n\n".replace("\n", end);

        assertThat(events(text)).containsExactly(new SseEvent("a", null), new SseEvent("b\nc", "1"));
    }

    @Test
    void onlyOneSpaceAfterTheColonIsDropped() throws IOException {
        assertThat(events("data:  a\n\ndata:b: c\n\ndata\n\n")).extracting(SseEvent::data).containsExactly(" a", "b: c",
                "");
    }

    @Test
    void commentsAndUnknownFieldsMeanNothing() throws IOException {
        assertThat(events(": keep alive\n\n\n\nevent: message\nfoo: bar\ndata: a\n\n: x\n\n"))
                .containsExactly(new SseEvent("a", null));
    }

    @Test
    void aPrimingEventHasAnIdAndNoData() throws IOException {
        assertThat(events("id: p-0\ndata:\n\ndata: a\n\n")).containsExactly(new SseEvent("", "p-0"),
                new SseEvent("a", "p-0"));
        assertThat(events("id: p-0\n\n")).containsExactly(new SseEvent("", "p-0"));
    }

    @Test
    void theServerSaysWhenToComeBack() throws IOException {
        SseReader reader = reader("retry: 250\nid: 4\ndata: a\n\nretry: soon\n\n");

        assertThat(reader.next()).isPresent();
        assertThat(reader.next()).isEmpty();
        assertThat(reader.retry()).contains(Duration.ofMillis(250));
        assertThat(reader.lastId()).contains("4");
    }

    @Test
    void anEventThatIsCutOffIsNone() throws IOException {
        assertThat(events("data: a\n\ndata: b\n")).extracting(SseEvent::data).containsExactly("a");
        assertThat(events("data: b")).isEmpty();
    }

    @Test
    void aByteOrderMarkIsDropped() throws IOException {
        assertThat(events("\uFEFFdata: é😀\n\n")).extracting(SseEvent::data).containsExactly("é😀");
    }

    @Test
    void anEventMayNotBeTooLarge() {
        assertThatIOException().isThrownBy(() -> events("data: " + "a".repeat(2000) + "\n\n"))
                .withMessageContaining("1000");
        assertThatIOException().isThrownBy(() -> events("data: abcdef\n".repeat(200) + "\n"))
                .withMessageContaining("1000");
    }
}
