/**
 * What a server sends, checked against the official schemas while others read it. Tests of this and other modules put
 * it where their clients read, so that no test has to think of it.
 */
@NullMarked
package dev.patchbay.protocol.wire;

import org.jspecify.annotations.NullMarked;
