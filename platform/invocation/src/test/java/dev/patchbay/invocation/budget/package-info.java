/** Tests of the result budget. */
@NullMarked
package dev.patchbay.invocation.budget;

import org.jspecify.annotations.NullMarked;
