/** The plugins folder: which files came, settled, changed and went. */
@NullMarked
package dev.patchbay.host.folder;

import org.jspecify.annotations.NullMarked;
