/** The searchable index of the audit file, and the anchors that tell when the file was cut. */
@NullMarked
package dev.patchbay.store.audit;

import org.jspecify.annotations.NullMarked;
