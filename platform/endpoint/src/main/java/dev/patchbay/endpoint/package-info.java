/** MCP over HTTP: one path for both eras, health, and what is common to them. */
@NullMarked
package dev.patchbay.endpoint;

import org.jspecify.annotations.NullMarked;
