/** Plugins that come, change, go and misbehave while the installed product serves. */
@NullMarked
package dev.patchbay.tests.plugins;

import org.jspecify.annotations.NullMarked;
