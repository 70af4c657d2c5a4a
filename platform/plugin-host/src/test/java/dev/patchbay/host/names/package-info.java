/** Tests of names and their owners. */
@NullMarked
package dev.patchbay.host.names;

import org.jspecify.annotations.NullMarked;
