/** The servers that are compared: how each is started, and how it is spoken to. */
@NullMarked
package dev.patchbay.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
