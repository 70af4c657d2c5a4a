/** Tests of the codecs. */
@NullMarked
package dev.patchbay.protocol.codec;

import org.jspecify.annotations.NullMarked;
