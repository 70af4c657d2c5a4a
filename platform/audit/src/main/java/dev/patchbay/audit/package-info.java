/**
 * The audit trail: who called what, with what, from where, what was decided and how it ended; before the effect, chained
 * by hashes, searchable.
 */
@NullMarked
package dev.patchbay.audit;

import org.jspecify.annotations.NullMarked;
