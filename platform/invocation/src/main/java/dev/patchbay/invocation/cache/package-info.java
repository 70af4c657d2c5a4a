/** Keeps results of plugins: in memory, in the database, and told when what they were built from changes. */
@NullMarked
package dev.patchbay.invocation.cache;

import org.jspecify.annotations.NullMarked;
