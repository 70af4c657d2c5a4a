/** The plugin: what it offers, and its configuration. */
@NullMarked
package dev.patchbay.plugins.database;

import org.jspecify.annotations.NullMarked;
