/** Patchbay beside the least that a server on the same HTTP library could do, measured in one run. */
@NullMarked
package dev.patchbay.benchmarks;

import org.jspecify.annotations.NullMarked;
