package dev.patchbay.endpoint.legacy;

import dev.patchbay.endpoint.mapping.InputMapping;
import dev.patchbay.invocation.InputAnswer;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.Replay;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.ElicitationCompleteNotification;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.lifecycle.CancelledNotification;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcErrorResponse;
import dev.patchbay.protocol.rpc.RpcResponse;
import dev.patchbay.protocol.rpc.RpcResultResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions of one round of a call: real requests of the server, all at once. When the last answer is there the call
 * runs again; when one fails or takes too long the call ends. Of a question on a page the client says only whether its
 * user agrees to open it; then the page is waited for. Safe for all threads.
 */
final class Questions {
    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    private final LegacySession session;
    private final CallParts parts;
    private final LegacyCall<?> call;
    private final Map<String, InputRequest> requests;
    private final Replay before;
    private final Map<String, RequestId> open = new LinkedHashMap<>();
    /** The questions whose pages the user is not done with. */
    private final Set<String> onPages = new HashSet<>();
    private final Map<String, InputAnswer> answers = new LinkedHashMap<>();
    private @Nullable Reply reply;
    private Timers.@Nullable Timer timeout;
    private boolean over;

    Questions(LegacySession session, CallParts parts, Outcome.Asked<?> asked, LegacyCall<?> call) {
        this.session = session;
        this.parts = parts;
        this.call = call;
        this.requests = InputMapping.requests(asked, parts.asks());
        this.before = asked.replay();
    }

    /**
     * Sends them.
     *
     * @throws IllegalArgumentException if the revision cannot ask so; nothing was sent then
     */
    void send(Reply on) {
        List<byte[]> messages = new ArrayList<>();
        synchronized (this) {
            reply = on;
            try {
                requests.forEach((key, request) -> messages.add(prepare(key, request)));
            } catch (IllegalArgumentException e) {
                finish();
                open.values().forEach(session::forget);
                before.pages().values().forEach(parts.asks()::forget);
                throw e;
            }
            timeout = parts.timers().after(session.options().question(), this::tooLate);
        }
        messages.forEach(on::send);
        requests.forEach((key, request) -> {
            if (request instanceof ElicitRequest.Url) {
                String page = before.pages().getOrDefault(key, "");
                var _ = parts.asks().done(page).thenRun(() -> doneOnPage(key, page)).whenComplete((none, problem) -> {
                    if (problem != null) {
                        LOG.error("A call could not go on after its user was done on a page", problem);
                    }
                });
            }
        });
    }

    private byte[] prepare(String key, InputRequest request) {
        RequestId question = session.ask(response -> answered(key, request, response));
        open.put(key, question);
        if (request instanceof ElicitRequest.Url) {
            onPages.add(key);
        }
        return session.revision().codec().encodeRequest(question, request);
    }

    private void doneOnPage(String key, String page) {
        Reply on;
        synchronized (this) {
            if (over || !onPages.remove(key)) {
                return;
            }
            on = reply;
        }
        if (on != null) {
            on.send(session.revision().codec().encodeNotification(new ElicitationCompleteNotification(page)));
        }
        goOn();
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
        synchronized (this) {
            answers.put(key, answer);
            if (answer instanceof InputAnswer.Elicited(var said) && !said.isAccepted()) {
                onPages.remove(key);
            }
        }
        goOn();
    }

    private void goOn() {
        Replay next;
        synchronized (this) {
            if (over || !open.isEmpty() || !onPages.isEmpty()) {
                return;
            }
            finish();
            Map<String, InputAnswer> all = new LinkedHashMap<>(before.answers());
            all.putAll(answers);
            next = new Replay(all, before.values(), before.pages(), before.chain());
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
        Reply on;
        synchronized (this) {
            if (over) {
                return;
            }
            finish();
            unanswered = List.copyOf(open.values());
            on = reply;
        }
        before.pages().values().forEach(parts.asks()::forget);
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
