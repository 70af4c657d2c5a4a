/**
 * Revisions with a handshake and sessions. What differs between them is in their codecs; sessions, streams that can be
 * taken up again and questions to the client are the same for all.
 */
@NullMarked
package dev.patchbay.endpoint.legacy;

import org.jspecify.annotations.NullMarked;
