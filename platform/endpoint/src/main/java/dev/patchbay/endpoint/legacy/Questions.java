package dev.patchbay.endpoint.legacy;

import dev.patchbay.endpoint.mapping.InputMapping;
import dev.patchbay.invocation.InputAnswer;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.Replay;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.lifecycle.CancelledNotification;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcErrorResponse;
import dev.patchbay.protocol.rpc.RpcResponse;
import dev.patchbay.protocol.rpc.RpcResultResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one round of a call: real requests of the server, all at once. When the last answer is there the call
 * runs again; when one fails or takes too long the call ends. Safe for all threads.
 */
final class Questions {
    private final LegacySession session;
    private final Timers timers;
    private final LegacyCall<?> call;
    private final Map<String, InputRequest> requests;
    private final Replay before;
    private final Map<String, RequestId> open = new LinkedHashMap<>();
    private final Map<String, InputAnswer> answers = new LinkedHashMap<>();
    private @Nullable SessionStream stream;
    private Timers.@Nullable Timer timeout;
    private boolean over;

    Questions(LegacySession session, Timers timers, Outcome.Asked<?> asked, LegacyCall<?> call) {
        this.session = session;
        this.timers = timers;
        this.call = call;
        this.requests = InputMapping.requests(asked.requests());
        this.before = asked.replay();
    }

    void send(SessionStream on) {
        ServerCodec codec = session.revision().codec();
        List<byte[]> messages = new ArrayList<>();
        synchronized (this) {
            stream = on;
            requests.forEach((key, request) -> {
                RequestId question = session.ask(response -> answered(key, request, response));
                open.put(key, question);
                messages.add(codec.encodeRequest(question, request));
            });
            timeout = timers.after(session.options().question(), this::tooLate);
        }
        messages.forEach(on::send);
    }

    private void answered(String key, InputRequest request, RpcResponse response) {
        synchronized (this) {
            open.remove(key);
        }
        switch (response) {
            case RpcErrorResponse refused -> give("The client answered the question '" + key + "' with an error: "
                    + refused.error().message());
            case RpcResultResponse given -> {
                try {
                    accepted(key, InputMapping.answer(
                            session.revision().codec().decodeAnswer(request, given.result())));
                } catch (InvalidParamsException e) {
                    give("The client's answer to the question '" + key + "' is malformed: " + e.getMessage());
                }
            }
        }
    }

    private void accepted(String key, InputAnswer answer) {
        Replay next;
        synchronized (this) {
            answers.put(key, answer);
            if (over || !open.isEmpty()) {
                return;
            }
            finish();
            Map<String, InputAnswer> all = new LinkedHashMap<>(before.answers());
            all.putAll(answers);
            next = new Replay(all, before.values(), before.chain());
        }
        call.run(next);
    }

    private void tooLate() {
        give("The client did not answer within " + call.questionLimit(TimeUnit.SECONDS)
                + " s. Ask the user to try again.");
    }

    private void give(String failure) {
        withdraw();
        call.fail(failure);
    }

    /** Tells the client that no answer is wanted any more. */
    void withdraw() {
        List<RequestId> unanswered;
        SessionStream on;
        synchronized (this) {
            if (over) {
                return;
            }
            finish();
            unanswered = List.copyOf(open.values());
            on = stream;
        }
        for (RequestId question : unanswered) {
            session.forget(question);
            if (on != null) {
                on.send(session.revision().codec().encodeNotification(
                        new CancelledNotification(question, "The call has ended")));
            }
        }
    }

    private void finish() {
        over = true;
        if (timeout != null) {
            timeout.cancel();
        }
    }
}
