/** Fuzzing of what reads the words of strangers: a property for each, and seeds beside it. */
@NullMarked
package dev.patchbay.fuzz;

import org.jspecify.annotations.NullMarked;
