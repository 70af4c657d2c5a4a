/** Looks at what a plugin brings before anybody trusts it, without loading a class of it. */
@NullMarked
package dev.patchbay.inspection;

import org.jspecify.annotations.NullMarked;
