/** The searchable index of the audit file: filled from the file in the background, never before it. */
@NullMarked
package dev.patchbay.audit.index;

import org.jspecify.annotations.NullMarked;
