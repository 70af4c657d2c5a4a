/** Tools: declared by annotation or defined at run time. */
@NullMarked
package dev.patchbay.api.tool;

import org.jspecify.annotations.NullMarked;
