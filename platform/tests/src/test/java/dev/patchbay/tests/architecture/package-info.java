/** The rules of the design that the compiler cannot check. */
@NullMarked
package dev.patchbay.tests.architecture;

import org.jspecify.annotations.NullMarked;
