/** Certificates of connections: whether one is in order, and whose client it is. */
@NullMarked
package dev.patchbay.security.certificate;

import org.jspecify.annotations.NullMarked;
