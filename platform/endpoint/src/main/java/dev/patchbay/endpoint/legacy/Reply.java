package dev.patchbay.endpoint.legacy;

import dev.patchbay.endpoint.list.PreparedResult;
import dev.patchbay.endpoint.mapping.RefusedMapping;
import dev.patchbay.invocation.Origin;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcWriter;

/**
 * Where the answer to one request goes, and what is said before it. Exactly one of the methods that answer is called,
 * once. Safe for all threads.
 */
interface Reply {
    /** Where the request came from. */
    Origin origin();

    /** Whether messages can go out before the answer. */
    boolean mayStream();

    /** Says that the answer may come later. On the I/O thread that brought the request. */
    void later();

    /** Opens the way for messages before the answer, unless it is open; whether the client may have one more stream. */
    boolean open();

    /** Sends a message before the answer; lost if the way is not open. */
    void send(byte[] message);

    /** Answers with a whole response. */
    void answer(byte[] response);

    /** Answers with a result that was serialized before. */
    default void answer(RequestId id, PreparedResult result) {
        answer(RpcWriter.result(id, result.json()));
    }

    /** Answers that the pipeline refused. */
    default void refuse(RequestId id, Outcome.Refused<?> refused, Revision revision) {
        answer(RpcWriter.error(id, RefusedMapping.error(refused, revision)));
    }

    /** Ends without an answer: a cancelled request gets none. */
    void end();
}
