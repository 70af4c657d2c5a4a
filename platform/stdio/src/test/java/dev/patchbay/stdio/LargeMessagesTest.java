package dev.patchbay.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LargeMessagesTest {
    private final LargeMessages large = new LargeMessages();

    private LargeMessages.Metered stream() {
        return large.meter(new ByteArrayInputStream(new byte[200_000]));
    }

    private static CompletableFuture<Integer> readAll(LargeMessages.Metered stream) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return stream.readNBytes(1_000_000).length;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, task -> Thread.ofVirtual().start(task));
    }

    @Test
    void twoLargeMessagesAreHeldAndTheThirdWaitsUntilOneIsWritten() throws IOException {
        try (LargeMessages.Metered first = stream();
                LargeMessages.Metered second = stream();
                LargeMessages.Metered third = stream()) {
            assertThat(readAll(first).join()).isEqualTo(200_000);
            assertThat(readAll(second).join()).isEqualTo(200_000);
            CompletableFuture<Integer> waiting = readAll(third);
            await().until(large::hasWaiting);
            assertThat(waiting).isNotDone();

            first.messageDone();
            assertThat(waiting.join()).isEqualTo(200_000);
        }
    }

    @Test
    void smallMessagesWaitForNobody() throws IOException {
        try (LargeMessages.Metered first = stream();
                LargeMessages.Metered second = stream();
                LargeMessages.Metered third = stream()) {
            readAll(first).join();
            readAll(second).join();
            for (int i = 0; i < 4; i++) {
                assertThat(third.readNBytes(50_000)).hasSize(50_000);
                third.messageDone();
            }
        }
    }

    @Test
    void aMessageThatIsBrokenOffLetsTheNextOneBeRead() throws IOException {
        try (LargeMessages.Metered first = stream(); LargeMessages.Metered third = stream()) {
            readAll(first).join();
            try (LargeMessages.Metered second = stream()) {
                readAll(second).join();
            }
            assertThat(readAll(third).join()).isEqualTo(200_000);
        }
    }
}
