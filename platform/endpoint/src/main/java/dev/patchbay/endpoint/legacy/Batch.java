package dev.patchbay.endpoint.legacy;

import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RpcBatch;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcException;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcReader;
import dev.patchbay.protocol.rpc.RpcRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of an array. Only revision 2025-03-26 has arrays; one is taken as a whole or refused as a whole, so that no
 * part of a faulty one has an effect. Source: MCP 2025-03-26, Base Protocol, Batching.
 *
 * @param messages at least one
 */
record Batch(List<RpcMessage> messages) {
    /** Longer than what any client we know sends, short enough to count as one request of its connection. */
    static final int MAX = 50;

    Batch {
        messages = List.copyOf(messages);
    }

    /**
     * Reads the elements.
     *
     * @throws RpcException with -32600 if the revision has no arrays, or if this one cannot be taken
     */
    static Batch of(RpcBatch array, Revision revision) {
        if (revision != Revision.V2025_03_26) {
            throw invalid("send one message: revision " + revision + " has no arrays");
        }
        if (array.elements().isEmpty()) {
            throw invalid("the array is empty");
        }
        if (array.elements().size() > MAX) {
            throw invalid("an array may hold " + MAX + " messages, not " + array.elements().size());
        }
        List<RpcMessage> messages = new ArrayList<>();
        for (Object element : array.elements()) {
            RpcMessage message = element(messages.size(), element);
            if (message instanceof RpcRequest request && request.method().equals("initialize")) {
                throw invalid("initialize must not be in an array");
            }
            messages.add(message);
        }
        return new Batch(messages);
    }

    private static RpcMessage element(int index, Object element) {
        try {
            return RpcReader.message(element);
        } catch (RpcException e) {
            throw new RpcException(
                    RpcError.of(ErrorCode.INVALID_REQUEST, "Element " + index + ": " + e.error().message()), null);
        }
    }

    int requests() {
        return (int) messages.stream().filter(RpcRequest.class::isInstance).count();
    }

    private static RpcException invalid(String problem) {
        return new RpcException(RpcError.of(ErrorCode.INVALID_REQUEST, "Invalid request: " + problem), null);
    }
}
