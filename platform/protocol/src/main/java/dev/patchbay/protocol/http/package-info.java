/** Rules of the Streamable HTTP transport that need no I/O: names, values and agreement of the MCP headers. */
@NullMarked
package dev.patchbay.protocol.http;

import org.jspecify.annotations.NullMarked;
