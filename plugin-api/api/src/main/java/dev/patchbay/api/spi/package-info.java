/** Between the generated glue of a plugin and the host. Not for plugin authors; it may change with every minor version. */
@NullMarked
package dev.patchbay.api.spi;

import org.jspecify.annotations.NullMarked;
