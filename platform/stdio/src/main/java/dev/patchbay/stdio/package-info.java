/**
 * A client on a pipe: what it writes is posted to an MCP endpoint over HTTP, with the headers HTTP wants, and what comes
 * back is written to it line by line, both eras side by side.
 */
@NullMarked
package dev.patchbay.stdio;

import org.jspecify.annotations.NullMarked;
