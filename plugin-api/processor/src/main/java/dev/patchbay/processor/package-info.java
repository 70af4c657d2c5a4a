/** The annotation processor that turns a plugin's annotations into definitions, extension index and glue. */
@NullMarked
package dev.patchbay.processor;

import org.jspecify.annotations.NullMarked;
