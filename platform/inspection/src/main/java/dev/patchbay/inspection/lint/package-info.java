/** Finds in definitions what is meant for the model and not for the tool. */
@NullMarked
package dev.patchbay.inspection.lint;

import org.jspecify.annotations.NullMarked;
