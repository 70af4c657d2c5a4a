/**
 * An MCP client over Streamable HTTP, for both eras: modern first, falling back to the handshake. Start at {@link
 * dev.patchbay.client.McpClient#http}.
 */
@NullMarked
package dev.patchbay.client;

import org.jspecify.annotations.NullMarked;
