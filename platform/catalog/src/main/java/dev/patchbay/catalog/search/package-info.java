/** Tools of the host for clients that search their tools instead of listing them. */
@NullMarked
package dev.patchbay.catalog.search;

import org.jspecify.annotations.NullMarked;
