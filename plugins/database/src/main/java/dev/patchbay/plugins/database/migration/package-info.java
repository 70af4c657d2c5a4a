/** What migrations a database has had, and which are missing. */
@NullMarked
package dev.patchbay.plugins.database.migration;

import org.jspecify.annotations.NullMarked;
