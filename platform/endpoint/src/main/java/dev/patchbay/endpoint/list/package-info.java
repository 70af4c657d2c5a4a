/** The four lists as clients get them: bytes prepared once for each view of the catalog, in pages. */
@NullMarked
package dev.patchbay.endpoint.list;

import org.jspecify.annotations.NullMarked;
