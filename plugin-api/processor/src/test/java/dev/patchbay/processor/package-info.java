/** Tests of the annotation processor: sources are compiled in this JVM and the generated glue runs. */
@NullMarked
package dev.patchbay.processor;

import org.jspecify.annotations.NullMarked;
