/** Prompts, and the completion of their and of resource templates' arguments. */
@NullMarked
package dev.patchbay.protocol.prompt;

import org.jspecify.annotations.NullMarked;
