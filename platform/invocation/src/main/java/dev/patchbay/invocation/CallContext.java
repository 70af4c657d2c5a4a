package dev.patchbay.invocation;

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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The call as the plugin sees it. */
final class CallContext implements Call {
    private final Invocation invocation;
    private final Map<String, @Nullable Object> arguments;
    private final Duration limit;
    private final long startNanos = System.nanoTime();
    private final Questions questions;
    private final CancellationSignal cancellation = new CancellationSignal();
    private final CallReports reports;

    CallContext(Invocation invocation, Map<String, @Nullable Object> arguments, Duration limit, String instance,
            boolean mayAsk) {
        this.invocation = invocation;
        this.arguments = arguments;
        this.limit = limit;
        this.questions = new Questions(invocation, mayAsk);
        this.reports = new CallReports(invocation.events(), instance);
    }

    Questions questions() {
        return questions;
    }

    void startedOn(Thread thread) {
        questions.startedOn(thread);
    }

    void fireCancellation() {
        cancellation.fire();
    }

    void close() {
        reports.close();
    }

    @Override
    public Caller caller() {
        return invocation.caller();
    }

    @Override
    public Map<String, @Nullable Object> arguments() {
        return arguments;
    }

    @Override
    public Instant deadline() {
        return Instant.now().plus(remaining());
    }

    @Override
    public Duration remaining() {
        Duration left = limit.minusNanos(System.nanoTime() - startNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public Progress progress() {
        return reports;
    }

    @Override
    public CallLogger log() {
        return reports;
    }

    @Override
    public ClientCapabilities clientCapabilities() {
        return invocation.capabilities();
    }

    @Override
    public ElicitResult ask(String key, ElicitRequest request) {
        return questions.ask(key, request);
    }

    @Override
    public CreateMessageResult sample(String key, CreateMessageRequest request) {
        return questions.sample(key, request);
    }

    @Override
    public ListRootsResult roots(String key) {
        return questions.roots(key);
    }

    @Override
    public Answers askAll(Map<String, ? extends InputRequest> requests) {
        return questions.askAll(requests);
    }

    @Override
    public @Nullable Object once(String key, Supplier<? extends @Nullable Object> work) {
        return questions.once(key, work);
    }
}
