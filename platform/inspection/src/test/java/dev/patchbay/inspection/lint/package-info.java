/** Tests. */
@NullMarked
package dev.patchbay.inspection.lint;

import org.jspecify.annotations.NullMarked;
