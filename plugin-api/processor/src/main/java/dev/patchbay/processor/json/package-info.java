/** JSON as it stands in annotations, made of JDK types. */
@NullMarked
package dev.patchbay.processor.json;

import org.jspecify.annotations.NullMarked;
