/** The benchmark command: Patchbay beside bare servers and other MCP servers, measured in one run. */
@NullMarked
package dev.patchbay.benchmarks;

import org.jspecify.annotations.NullMarked;
