/** Puts servers under load and looks at what it costs them: wrk, raw HTTP, and the figures of processes. */
@NullMarked
package dev.patchbay.benchmarks.load;

import org.jspecify.annotations.NullMarked;
