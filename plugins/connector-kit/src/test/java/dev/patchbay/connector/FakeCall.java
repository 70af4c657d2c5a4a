package dev.patchbay.connector;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.CallCancelledException;
import dev.patchbay.api.call.CallLogger;
import dev.patchbay.api.call.Caller;
import dev.patchbay.api.call.Cancellation;
import dev.patchbay.api.call.ClientCapabilities;
import dev.patchbay.api.call.Progress;
import dev.patchbay.api.input.Answers;
import dev.patchbay.api.input.CreateMessageRequest;
import dev.patchbay.api.input.CreateMessageResult;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.InputRequest;
import dev.patchbay.api.input.ListRootsResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call with a time left, which can be cancelled. */
final class FakeCall implements Call {
    private final Duration remaining;
    private final List<Runnable> onCancel = new CopyOnWriteArrayList<>();
    private volatile boolean isCancelled;

    FakeCall(Duration remaining) {
        this.remaining = remaining;
    }

    static FakeCall ofUsualLength() {
        return new FakeCall(Duration.ofSeconds(30));
    }

    void cancel() {
        isCancelled = true;
        onCancel.forEach(Runnable::run);
    }

    @Override
    public Duration remaining() {
        return remaining;
    }

    @Override
    public Cancellation cancellation() {
        return new Cancellation() {
            @Override
            public boolean isCancelled() {
                return isCancelled;
            }

            @Override
            public void throwIfCancelled() {
                if (isCancelled) {
                    throw new CallCancelledException("cancelled");
                }
            }

            @Override
            public void onCancel(Runnable action) {
                onCancel.add(action);
                if (isCancelled) {
                    action.run();
                }
            }
        };
    }

    @Override
    public Caller caller() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, @Nullable Object> arguments() {
        return Map.of();
    }

    @Override
    public Instant deadline() {
        return Instant.now().plus(remaining);
    }

    @Override
    public Progress progress() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CallLogger log() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClientCapabilities clientCapabilities() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ElicitResult ask(String key, ElicitRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CreateMessageResult sample(String key, CreateMessageRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ListRootsResult roots(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Answers askAll(Map<String, ? extends InputRequest> requests) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object once(String key, Supplier<? extends @Nullable Object> work) {
        return work.get();
    }
}
