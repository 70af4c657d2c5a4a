/** What databases hold: looked up when it is asked for. */
@NullMarked
package dev.patchbay.plugins.database.schema;

import org.jspecify.annotations.NullMarked;
