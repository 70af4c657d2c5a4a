/** Tests of the plugin, on real databases. */
@NullMarked
package dev.patchbay.plugins.database;

import org.jspecify.annotations.NullMarked;
