/** Getting to know each other: discover, the handshake of legacy revisions, ping, cancellation. */
@NullMarked
package dev.patchbay.protocol.lifecycle;

import org.jspecify.annotations.NullMarked;
