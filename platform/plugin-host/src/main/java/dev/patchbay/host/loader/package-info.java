/**
 * Class loaders of instances, the PF4J manager of each generation, and the watch over loaders that are not collected.
 */
@NullMarked
package dev.patchbay.host.loader;

import org.jspecify.annotations.NullMarked;
