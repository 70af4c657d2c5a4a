/** Questions a call may ask of the client: forms, pages of the host, sampling and roots, and the answers. */
@NullMarked
package dev.patchbay.api.input;

import org.jspecify.annotations.NullMarked;
