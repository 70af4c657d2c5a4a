/** What a plugin contributes, read from annotated classes and checked. */
@NullMarked
package dev.patchbay.processor.contribution;

import org.jspecify.annotations.NullMarked;
