package dev.patchbay.invocation.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that only a test moves, with what waits for it. */
public final class HandTime extends Clock implements Delays {
    private final List<Delayed> delayed = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private record Delayed(Instant at, Duration time, Runnable action) {}

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public synchronized Runnable after(Duration time, Runnable action) {
        Delayed mine = new Delayed(now.plus(time), time, action);
        delayed.add(mine);
        return () -> callOff(mine);
    }

    private synchronized void callOff(Delayed mine) {
        delayed.remove(mine);
    }

    /** Returns for how long each waits that waits now. */
    public synchronized List<Duration> waits() {
        return delayed.stream().map(Delayed::time).toList();
    }

    /** Moves on, and runs what is due. */
    public void pass(Duration time) {
        List<Delayed> due;
        synchronized (this) {
            now = now.plus(time);
            due = delayed.stream().filter(each -> !each.at().isAfter(now)).sorted(Comparator.comparing(Delayed::at))
                    .toList();
            delayed.removeAll(due);
        }
        due.forEach(each -> each.action().run());
    }
}
