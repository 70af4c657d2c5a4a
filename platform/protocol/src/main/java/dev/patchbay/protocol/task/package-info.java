/** The extension {@code io.modelcontextprotocol/tasks}, revision 2026-07-28: calls whose result is asked for later. */
@NullMarked
package dev.patchbay.protocol.task;

import org.jspecify.annotations.NullMarked;
