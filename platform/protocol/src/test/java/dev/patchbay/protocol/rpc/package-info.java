/** Tests of this package. */
@NullMarked
package dev.patchbay.protocol.rpc;

import org.jspecify.annotations.NullMarked;
