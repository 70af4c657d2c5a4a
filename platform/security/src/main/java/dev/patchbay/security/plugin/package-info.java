/** Schemes of authentication that plugins contribute. */
@NullMarked
package dev.patchbay.security.plugin;

import org.jspecify.annotations.NullMarked;
