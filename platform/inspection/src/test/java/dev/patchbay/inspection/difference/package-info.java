/** Tests. */
@NullMarked
package dev.patchbay.inspection.difference;

import org.jspecify.annotations.NullMarked;
