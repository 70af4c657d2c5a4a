package dev.patchbay.processor;

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

/** A call of the client "tester" with arguments and nothing else. */
record FakeCall(Map<String, @Nullable Object> arguments) implements Call {
    @Override
    public Caller caller() {
        return new Caller() {
            @Override
            public String id() {
                return "tester";
            }

            @Override
            public String displayName() {
                return "Tester";
            }

            @Override
            public Set<String> roles() {
                return Set.of();
            }
        };
    }

    @Override
    public Instant deadline() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Duration remaining() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Cancellation cancellation() {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }
}
