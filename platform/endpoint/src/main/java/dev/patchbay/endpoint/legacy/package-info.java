/**
 * Revisions with a handshake and sessions, over both transports they had. What differs between the revisions is in their
 * codecs; sessions, streams that can be taken up again and questions to the client are the same for all, and a {@code
 * Reply} knows how an answer goes back.
 */
@NullMarked
package dev.patchbay.endpoint.legacy;

import org.jspecify.annotations.NullMarked;
