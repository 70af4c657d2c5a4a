/** Makes the views of clients: what is enabled, minus what rules hide, as toolsets show it. */
@NullMarked
package dev.patchbay.access.view;

import org.jspecify.annotations.NullMarked;
