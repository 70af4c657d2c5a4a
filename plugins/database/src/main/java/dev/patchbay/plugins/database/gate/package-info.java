/** Decides whether a statement does nothing but read. */
@NullMarked
package dev.patchbay.plugins.database.gate;

import org.jspecify.annotations.NullMarked;
