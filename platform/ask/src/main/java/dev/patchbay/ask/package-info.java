/** Questions on pages of the host, for what must not pass through the client: the pages, and who may open them. */
@NullMarked
package dev.patchbay.ask;

import org.jspecify.annotations.NullMarked;
