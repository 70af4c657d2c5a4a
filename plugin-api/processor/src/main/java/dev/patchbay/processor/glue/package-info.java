/** What the processor writes: definitions, extension index and Java source. */
@NullMarked
package dev.patchbay.processor.glue;

import org.jspecify.annotations.NullMarked;
