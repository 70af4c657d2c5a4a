/** Questions a call may ask of the client: forms, sampling and roots, and the answers. */
@NullMarked
package dev.patchbay.api.input;

import org.jspecify.annotations.NullMarked;
