/** Where log lines go, and whose they are. No line can forge another one. */
@NullMarked
package dev.patchbay.server.logging;

import org.jspecify.annotations.NullMarked;
