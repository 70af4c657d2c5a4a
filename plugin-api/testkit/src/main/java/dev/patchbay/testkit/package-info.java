/** Tests a plugin in the real host: its real JAR in its own class loader, called by a real client over the protocol. */
@NullMarked
package dev.patchbay.testkit;

import org.jspecify.annotations.NullMarked;
