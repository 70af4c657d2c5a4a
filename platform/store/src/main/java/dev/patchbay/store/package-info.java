/**
 * What Patchbay keeps over a restart: the database with its pool and its migrations, the settings it is opened with,
 * and its backups. The repositories lie in the packages below, one for each matter.
 */
@NullMarked
package dev.patchbay.store;

import org.jspecify.annotations.NullMarked;
