/** JSON-RPC 2.0 as MCP uses it: envelopes, ids and error codes. Source: MCP 2026-07-28, Base Protocol, Messages. */
@NullMarked
package dev.patchbay.protocol.rpc;

import org.jspecify.annotations.NullMarked;
