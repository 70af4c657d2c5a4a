/** Tests of what one client sees. */
@NullMarked
package dev.patchbay.catalog.view;

import org.jspecify.annotations.NullMarked;
