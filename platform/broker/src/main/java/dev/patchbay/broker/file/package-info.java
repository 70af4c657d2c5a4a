/** Files for plugins, in granted folders only. */
@NullMarked
package dev.patchbay.broker.file;

import org.jspecify.annotations.NullMarked;
