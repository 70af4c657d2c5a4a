/** Tests of the interface over HTTP. */
@NullMarked
package dev.patchbay.admin;

import org.jspecify.annotations.NullMarked;
