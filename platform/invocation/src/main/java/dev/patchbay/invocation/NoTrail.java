package dev.patchbay.invocation;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps no record. */
final class NoTrail implements AuditTrail {
    private static final Recording NONE = new Recording() {
        @Override
        public String id() {
            return "none";
        }

        @Override
        public boolean isSynced() {
            return false;
        }

        @Override
        public void whenSynced(Consumer<Optional<String>> next) {
            next.accept(Optional.empty());
        }

        @Override
        public Optional<String> write() {
            return Optional.empty();
        }

        @Override
        public void end(String outcome, long bytes, Duration duration) {
            // nobody reads it
        }
    };

    @Override
    public Recording begin(AuditedCall call) {
        return NONE;
    }

    @Override
    public void denied(AuditedCall call, String reason) {
        // nobody reads it
    }
}
