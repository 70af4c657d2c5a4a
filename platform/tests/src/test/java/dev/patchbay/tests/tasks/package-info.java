/** Tasks of the real product. */
@NullMarked
package dev.patchbay.tests.tasks;

import org.jspecify.annotations.NullMarked;
