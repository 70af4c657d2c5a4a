/** What one client sees of the catalog. */
@NullMarked
package dev.patchbay.catalog.view;

import org.jspecify.annotations.NullMarked;
