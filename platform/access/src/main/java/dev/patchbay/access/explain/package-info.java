/** Tells why a client may or may not call something, by asking what decides the calls. */
@NullMarked
package dev.patchbay.access.explain;

import org.jspecify.annotations.NullMarked;
