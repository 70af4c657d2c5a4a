package dev.patchbay.connector;

import dev.patchbay.api.call.Call;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until the time is over or the call is cancelled. */
final class CancellablePause implements Pause {
    @Override
    public void await(Duration time, Call call) throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        call.cancellation().onCancel(cancelled::countDown);
        if (cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            call.cancellation().throwIfCancelled();
        }
    }
}
