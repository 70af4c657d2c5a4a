/** SLF4J inside a plugin: what libraries log goes to the plugin's {@link java.lang.System.Logger}, and so to the host. */
@NullMarked
package dev.patchbay.slf4j;

import org.jspecify.annotations.NullMarked;
