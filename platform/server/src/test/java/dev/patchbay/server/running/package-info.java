/** Tests of what a running server keeps and says. */
@NullMarked
package dev.patchbay.server.running;

import org.jspecify.annotations.NullMarked;
