/** Tests of the plugin host with real JARs in real class loaders. */
@NullMarked
package dev.patchbay.host;

import org.jspecify.annotations.NullMarked;
