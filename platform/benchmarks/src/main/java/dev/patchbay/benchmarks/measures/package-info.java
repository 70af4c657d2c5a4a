/** What is measured, each in a class of its own: calls, lists, starts, memory, streams. */
@NullMarked
package dev.patchbay.benchmarks.measures;

import org.jspecify.annotations.NullMarked;
