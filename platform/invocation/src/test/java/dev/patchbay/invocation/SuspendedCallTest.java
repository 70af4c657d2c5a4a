package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The disk and the client race for a call. */
class SuspendedCallTest {
    private static final int ROUNDS = Math.max(2_000,
            (int) (200_000 * Double.parseDouble(System.getProperty("patchbay.scale", "0.01"))));

    private final AtomicInteger cancelledBefore = new AtomicInteger();
    private final AtomicInteger goneOn = new AtomicInteger();
    private final AtomicInteger cancelledAfter = new AtomicInteger();
    private final SuspendedCall call = new SuspendedCall(cancelledBefore::incrementAndGet);

    private RunningCall goOn() {
        goneOn.incrementAndGet();
        return cancelledAfter::incrementAndGet;
    }

    private List<Integer> counts() {
        return List.of(cancelledBefore.get(), goneOn.get(), cancelledAfter.get());
    }

    @Test
    void whatIsCancelledFirstDoesNotGoOn() {
        call.cancel();
        call.cancel();
        call.resume(this::goOn);
        assertThat(counts()).containsExactly(1, 0, 0);
    }

    @Test
    void whatHasGoneOnIsCancelledThere() {
        call.resume(this::goOn);
        assertThat(counts()).containsExactly(0, 1, 0);
        call.cancel();
        call.cancel();
        assertThat(counts()).containsExactly(0, 1, 1);
    }

    @Test
    void whatIsCancelledWhileItGoesOnIsCancelledThere() {
        call.resume(() -> {
            call.cancel();
            return goOn();
        });
        assertThat(counts()).containsExactly(0, 1, 1);
    }

    @Test
    void ofCancellingAndGoingOnAtTheSameInstantOneComesFirst() throws Exception {
        List<SuspendedCallTest> rounds = Stream.generate(SuspendedCallTest::new).limit(ROUNDS).toList();
        CyclicBarrier together = new CyclicBarrier(2);
        Thread disk = Thread.ofPlatform().start(() -> rounds.forEach(round -> {
            meet(together);
            round.call.resume(round::goOn);
        }));
        SplittableRandom random = new SplittableRandom(7);
        for (SuspendedCallTest round : rounds) {
            meet(together);
            for (int spin = random.nextInt(1_000); spin > 0; spin--) {
                Thread.onSpinWait();
            }
            round.call.cancel();
        }
        disk.join();
        assertThat(rounds).allSatisfy(
                round -> assertThat(round.counts()).isIn(List.of(1, 0, 0), List.of(0, 1, 1)));
        // Else nobody raced
        assertThat(rounds.stream().mapToInt(round -> round.cancelledBefore.get()).sum()).isBetween(1, ROUNDS - 1);
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
