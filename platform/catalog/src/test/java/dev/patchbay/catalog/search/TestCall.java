package dev.patchbay.catalog.search;

import dev.patchbay.api.call.Call;
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
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call of a client; it can ask nothing. */
record TestCall(String client, Map<String, @Nullable Object> arguments) implements Call {
    private record TestCaller(String id) implements Caller {
        @Override
        public String displayName() {
            return id;
        }

        @Override
        public Set<String> roles() {
            return Set.of();
        }
    }

    private static UnsupportedOperationException none() {
        return new UnsupportedOperationException("The host's tools ask nothing");
    }

    @Override
    public Caller caller() {
        return new TestCaller(client);
    }

    @Override
    public Instant deadline() {
        return Instant.MAX;
    }

    @Override
    public Duration remaining() {
        return Duration.ofDays(1);
    }

    @Override
    public Cancellation cancellation() {
        throw none();
    }

    @Override
    public Progress progress() {
        throw none();
    }

    @Override
    public CallLogger log() {
        throw none();
    }

    @Override
    public ClientCapabilities clientCapabilities() {
        throw none();
    }

    @Override
    public ElicitResult ask(String key, ElicitRequest request) {
        throw none();
    }

    @Override
    public CreateMessageResult sample(String key, CreateMessageRequest request) {
        throw none();
    }

    @Override
    public ListRootsResult roots(String key) {
        throw none();
    }

    @Override
    public Answers askAll(Map<String, ? extends InputRequest> requests) {
        throw none();
    }

    @Override
    public @Nullable Object once(String key, Supplier<? extends @Nullable Object> work) {
        return work.get();
    }
}
