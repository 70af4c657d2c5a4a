/** Tests. */
@NullMarked
package dev.patchbay.inspection.signature;

import org.jspecify.annotations.NullMarked;
