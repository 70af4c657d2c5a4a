/**
 * Databases for plugins: pools of the host, drivers in loaders of their own, and connections that show neither where the
 * database is nor who uses it.
 */
@NullMarked
package dev.patchbay.broker.datasource;

import org.jspecify.annotations.NullMarked;
