/** Content blocks of tool results and prompt messages, and the contents of resources. */
@NullMarked
package dev.patchbay.api.content;

import org.jspecify.annotations.NullMarked;
