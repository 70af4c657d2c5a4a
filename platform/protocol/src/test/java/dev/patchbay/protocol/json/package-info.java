/** Tests of this package. */
@NullMarked
package dev.patchbay.protocol.json;

import org.jspecify.annotations.NullMarked;
