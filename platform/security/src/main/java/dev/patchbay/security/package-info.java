/** Who calls: identities and the authenticators that find them. Knows no transport. */
@NullMarked
package dev.patchbay.security;

import org.jspecify.annotations.NullMarked;
