/** Tests of what connectors have in common. */
@NullMarked
package dev.patchbay.connector;

import org.jspecify.annotations.NullMarked;
