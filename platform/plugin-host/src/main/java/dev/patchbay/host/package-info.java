/**
 * The plugin host: from a folder of JARs to instances in the catalog. {@link dev.patchbay.host.PluginHost} is the
 * entrance.
 */
@NullMarked
package dev.patchbay.host;

import org.jspecify.annotations.NullMarked;
