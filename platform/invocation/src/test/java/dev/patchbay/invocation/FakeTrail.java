package dev.patchbay.invocation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps in memory what is recorded. What must be synced is when the test says so. Safe for several threads. */
final class FakeTrail implements AuditTrail {
    final List<FakeRecording> begun = new CopyOnWriteArrayList<>();
    final List<Denial> denied = new CopyOnWriteArrayList<>();
    private boolean synced;
    private Optional<String> problem = Optional.empty();
    private boolean broken;

    record Denial(AuditedCall call, String reason) {}

    record End(String outcome, long bytes, Duration duration) {}

    /** Records have to be on the disk before a call goes on. */
    FakeTrail syncing() {
        synced = true;
        return this;
    }

    /** Nothing can be written. */
    FakeTrail failing(String code) {
        problem = Optional.of(code);
        return this;
    }

    /** From now on, writing and ending throw. */
    FakeTrail breakingDown() {
        broken = true;
        return this;
    }

    private void mayBreak() {
        if (broken) {
            throw new IllegalStateException("broken by the test");
        }
    }

    FakeRecording only() {
        if (begun.size() != 1) {
            throw new AssertionError("Not one record but " + begun.size());
        }
        return begun.getFirst();
    }

    @Override
    public Recording begin(AuditedCall call) {
        FakeRecording recording = new FakeRecording(call, "call-" + begun.size());
        begun.add(recording);
        return recording;
    }

    @Override
    public void denied(AuditedCall call, String reason) {
        denied.add(new Denial(call, reason));
    }

    /** One record. */
    final class FakeRecording implements Recording {
        final AuditedCall call;
        private final String id;
        private final List<End> ends = Collections.synchronizedList(new ArrayList<>());
        private volatile @Nullable Consumer<Optional<String>> waiting;
        private volatile @Nullable Thread writer;
        private volatile int tasks;
        private volatile @Nullable Thread announcer;

        private FakeRecording(AuditedCall call, String id) {
            this.call = call;
            this.id = call.chain().orElse(id);
        }

        /** The record is on the disk. */
        void synced() {
            Objects.requireNonNull(waiting).accept(problem);
        }

        @Override
        public synchronized void becameTask() {
            tasks++;
        }

        int tasks() {
            return tasks;
        }

        boolean isWaitedFor() {
            return waiting != null;
        }

        @Override
        public void announce() {
            announcer = Thread.currentThread();
        }

        @Nullable
        Thread announcer() {
            return announcer;
        }

        @Nullable
        Thread writer() {
            return writer;
        }

        List<End> ends() {
            return List.copyOf(ends);
        }

        List<String> outcomes() {
            return ends().stream().map(End::outcome).toList();
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public boolean isSynced() {
            return synced;
        }

        @Override
        public void whenSynced(Consumer<Optional<String>> next) {
            waiting = next;
        }

        @Override
        public Optional<String> write() {
            mayBreak();
            writer = Thread.currentThread();
            return problem;
        }

        @Override
        public void end(String outcome, long bytes, Duration duration) {
            ends.add(new End(outcome, bytes, duration));
            mayBreak();
        }
    }
}
