/** Java types that have a JSON form: how they are read from source, their JSON Schema and their codecs. */
@NullMarked
package dev.patchbay.processor.type;

import org.jspecify.annotations.NullMarked;
