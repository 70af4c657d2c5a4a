/** Reads the bytes of archives as a sceptic. */
@NullMarked
package dev.patchbay.inspection.archive;

import org.jspecify.annotations.NullMarked;
