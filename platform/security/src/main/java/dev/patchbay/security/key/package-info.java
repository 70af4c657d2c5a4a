/** API keys: made here, shown once, kept as what proves them and never as themselves. */
@NullMarked
package dev.patchbay.security.key;

import org.jspecify.annotations.NullMarked;
