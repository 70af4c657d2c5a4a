/** Who administers an installation, and what they approved. */
@NullMarked
package dev.patchbay.store.administration;

import org.jspecify.annotations.NullMarked;
