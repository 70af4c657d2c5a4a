/** Tests of the folder watch. */
@NullMarked
package dev.patchbay.host.folder;

import org.jspecify.annotations.NullMarked;
