/**
 * The one way from this host to servers elsewhere: a name is resolved once, every address is checked, and the
 * connection goes to one of those.
 */
@NullMarked
package dev.patchbay.egress;

import org.jspecify.annotations.NullMarked;
