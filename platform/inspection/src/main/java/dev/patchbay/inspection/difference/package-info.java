/** Says how two sets of definitions or grants differ, for a reader. */
@NullMarked
package dev.patchbay.inspection.difference;

import org.jspecify.annotations.NullMarked;
