/** Tests of where log lines go. */
@NullMarked
package dev.patchbay.server.logging;

import org.jspecify.annotations.NullMarked;
