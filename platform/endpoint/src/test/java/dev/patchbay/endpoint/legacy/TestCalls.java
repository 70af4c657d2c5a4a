package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.ask.AskEvents;
import dev.patchbay.ask.AskOptions;
import dev.patchbay.ask.AskPages;
import dev.patchbay.endpoint.mapping.RefusedAnswers;
import dev.patchbay.endpoint.mapping.ResultMapping;
import dev.patchbay.http.StreamLimit;
import dev.patchbay.invocation.Origin;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.security.LoopbackAuthenticator;
import java.util.Optional;

/** Calls that never end by themselves. */
final class TestCalls {
    private static final CallParts PARTS = new CallParts(new Timers(), new RefusedAnswers(Optional.empty()),
            new StreamLimit(1, 1),
            new AskPages(AskOptions.defaults(), new LoopbackAuthenticator(), Optional.empty(), AskEvents.NONE));

    private TestCalls() {}

    /** Lets a session have a call that runs. */
    static void begin(LegacySession session) {
        RequestId id = RequestId.of(1);
        session.begin(id, new LegacyCall<CallToolResult>(new Nowhere(), session, session.caller(), id,
                RequestMeta.ofSession(session.revision().codec().revision()), PARTS, true,
                (invocation, outcome) -> () -> {
                }, ResultMapping::tool));
    }

    /** An answer that nobody reads. */
    private static final class Nowhere implements Reply {
        @Override
        public Origin origin() {
            return Origin.INSIDE;
        }

        @Override
        public boolean mayStream() {
            return false;
        }

        @Override
        public void later() {}

        @Override
        public boolean open() {
            return false;
        }

        @Override
        public void send(byte[] message) {}

        @Override
        public void answer(byte[] response) {}

        @Override
        public void end() {}
    }
}
