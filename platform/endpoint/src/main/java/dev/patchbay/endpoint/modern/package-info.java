/** Revision 2026-07-28: requests that carry all they need, and listen streams. Knows no session. */
@NullMarked
package dev.patchbay.endpoint.modern;

import org.jspecify.annotations.NullMarked;
