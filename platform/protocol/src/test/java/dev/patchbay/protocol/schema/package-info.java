/** The official JSON Schemas of MCP, for tests of this and other modules. */
@NullMarked
package dev.patchbay.protocol.schema;

import org.jspecify.annotations.NullMarked;
