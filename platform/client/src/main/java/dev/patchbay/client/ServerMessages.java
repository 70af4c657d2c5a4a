package dev.patchbay.client;

import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;

/** What comes on a stream beside the answer it was opened for. */
interface ServerMessages {
    void notification(RpcNotification notification);

    /** Legacy servers only. */
    void request(RpcRequest request);
}
