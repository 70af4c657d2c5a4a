/** Schemes of authentication that the host does not know by itself. */
@NullMarked
package dev.patchbay.api.security;

import org.jspecify.annotations.NullMarked;
