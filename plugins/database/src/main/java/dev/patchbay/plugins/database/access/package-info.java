/** Databases, what they are, and reading from them within bounds. */
@NullMarked
package dev.patchbay.plugins.database.access;

import org.jspecify.annotations.NullMarked;
