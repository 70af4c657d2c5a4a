/** Tests of this package. */
@NullMarked
package dev.patchbay.protocol;

import org.jspecify.annotations.NullMarked;
