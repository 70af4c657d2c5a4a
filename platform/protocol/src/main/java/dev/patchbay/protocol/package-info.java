/** JSON-RPC and MCP messages and one codec per revision; no I/O. */
@NullMarked
package dev.patchbay.protocol;

import org.jspecify.annotations.NullMarked;
