/** Tools: listing and calling them. */
@NullMarked
package dev.patchbay.protocol.tool;

import org.jspecify.annotations.NullMarked;
