/** Tests of class loaders. */
@NullMarked
package dev.patchbay.host.loader;

import org.jspecify.annotations.NullMarked;
