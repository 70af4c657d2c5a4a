package dev.patchbay.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.protocol.rpc.RequestId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RoomTest {
    private final Room room = new Room(2, 100_000);

    private static Call call(long id, String method, int bytes) {
        return new Call(RequestId.of(id), method, bytes);
    }

    @Test
    void requestsAreBoundedInNumberAndInBytes() {
        Call small = call(1, "a", 10);
        Call large = call(2, "a", 99_000);
        assertThat(room.enter(small)).isTrue();
        assertThat(room.enter(large)).isTrue();
        assertThat(room.enter(call(3, "a", 1))).isFalse();
        room.leave(small);
        assertThat(room.enter(call(4, "a", 2_000))).isFalse();
        assertThat(room.enter(call(5, "a", 1_000))).isTrue();
        room.leave(small);
        assertThat(room.enter(call(6, "a", 1))).as("nobody leaves twice").isFalse();
    }

    @Test
    void whatHasNoAnswerWaitsForRoom() {
        int first = room.awaitUntold(90_000);
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> room.awaitUntold(1),
                task -> Thread.ofVirtual().start(task));
        assertThat(second).isNotDone();
        room.told(first);
        await().until(second::isDone);
        room.told(second.join());
        assertThat(room.awaitUntold(1_000_000)).as("the largest waits for all, not for ever").isEqualTo(100_000);
    }

    @Test
    void onlyWhatEndsByItselfIsWaitedFor() throws Exception {
        assertThat(room.enter(call(1, "subscriptions/listen", 1))).isTrue();
        room.awaitIdle(Duration.ofHours(1), Duration.ofHours(1), () -> true);
        Call slow = call(2, "tools/call", 1);
        assertThat(room.enter(slow)).isTrue();
        room.awaitIdle(Duration.ofHours(1), Duration.ofMillis(1), () -> true);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                room.awaitIdle(Duration.ofHours(1), Duration.ofHours(1), () -> true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, task -> Thread.ofVirtual().start(task));
        assertThat(waiting).isNotDone();
        room.leave(slow);
        await().until(waiting::isDone);
    }
}
