/** Counts calls: rates per minute and quotas per day. */
@NullMarked
package dev.patchbay.access.limit;

import org.jspecify.annotations.NullMarked;
