/** Tests of the search. */
@NullMarked
package dev.patchbay.catalog.search;

import org.jspecify.annotations.NullMarked;
