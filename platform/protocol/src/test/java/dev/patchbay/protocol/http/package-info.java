/** Tests of this package. */
@NullMarked
package dev.patchbay.protocol.http;

import org.jspecify.annotations.NullMarked;
