/**
 * Plugin JARs before a class of them is loaded: inspection, manifest, definitions, and the private copies by hash that
 * run.
 */
@NullMarked
package dev.patchbay.host.jar;

import org.jspecify.annotations.NullMarked;
