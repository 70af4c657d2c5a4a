/** JSON Schema 2020-12 of definitions and configurations: compiled once, bounded, without network. */
@NullMarked
package dev.patchbay.catalog.schema;

import org.jspecify.annotations.NullMarked;
