/** Builds plugins outside of this checkout, from a repository. */
@NullMarked
package dev.patchbay.outside;

import org.jspecify.annotations.NullMarked;
