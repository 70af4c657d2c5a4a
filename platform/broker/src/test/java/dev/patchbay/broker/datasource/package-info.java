/** Tests of databases for plugins. */
@NullMarked
package dev.patchbay.broker.datasource;

import org.jspecify.annotations.NullMarked;
