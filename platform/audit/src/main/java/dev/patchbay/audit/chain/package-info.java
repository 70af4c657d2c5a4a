/**
 * The audit file itself: lines that are chained by their hashes, written in groups, synced, read back, exported and
 * verified. Knows nothing of calls.
 */
@NullMarked
package dev.patchbay.audit.chain;

import org.jspecify.annotations.NullMarked;
