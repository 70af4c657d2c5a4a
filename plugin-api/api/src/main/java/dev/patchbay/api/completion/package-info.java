/** Completions for the arguments of prompts and resource templates. */
@NullMarked
package dev.patchbay.api.completion;

import org.jspecify.annotations.NullMarked;
