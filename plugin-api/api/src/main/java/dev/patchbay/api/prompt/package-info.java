/** Prompts: declared by annotation or defined at run time. */
@NullMarked
package dev.patchbay.api.prompt;

import org.jspecify.annotations.NullMarked;
