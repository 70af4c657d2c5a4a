/** Tools that are configuration and no code: of tables, and of SQL. */
@NullMarked
package dev.patchbay.plugins.database.configured;

import org.jspecify.annotations.NullMarked;
