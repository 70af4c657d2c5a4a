/** What follows from how a caller was known, as long as something is open for it. */
@NullMarked
package dev.patchbay.endpoint.identity;

import org.jspecify.annotations.NullMarked;
