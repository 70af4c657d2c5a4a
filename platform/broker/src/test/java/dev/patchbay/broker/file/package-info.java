/** Tests of files for plugins. */
@NullMarked
package dev.patchbay.broker.file;

import org.jspecify.annotations.NullMarked;
