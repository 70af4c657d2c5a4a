/** How each revision writes and reads the messages: one codec for each revision and side. */
@NullMarked
package dev.patchbay.protocol.codec;

import org.jspecify.annotations.NullMarked;
