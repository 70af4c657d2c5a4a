/**
 * Tokens of authorization servers: signed ones checked by the keys of their issuer, opaque ones by asking it. Patchbay
 * is an OAuth 2.1 resource server; it hands no token on and issues none.
 */
@NullMarked
package dev.patchbay.security.token;

import org.jspecify.annotations.NullMarked;
