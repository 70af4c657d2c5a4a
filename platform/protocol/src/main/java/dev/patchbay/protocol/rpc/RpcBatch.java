package dev.patchbay.protocol.rpc;

import java.util.List;

/**
 * An array of messages, which only revision 2025-03-26 allows. The elements are JSON values not looked at yet; {@link
 * RpcReader#message(Object)} reads one.
 *
 * @param elements at least none
 */
public record RpcBatch(List<Object> elements) implements RpcMessage {}
