/** Handles that travel through a client and come back: sealed, bound to what they were made for, and used up. */
@NullMarked
package dev.patchbay.security.state;

import org.jspecify.annotations.NullMarked;
