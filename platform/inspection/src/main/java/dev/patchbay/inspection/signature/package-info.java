/** Verifies the signatures of JARs. */
@NullMarked
package dev.patchbay.inspection.signature;

import org.jspecify.annotations.NullMarked;
