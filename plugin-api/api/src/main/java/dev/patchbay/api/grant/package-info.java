/** What the host hands an instance: HTTP, files, secrets, databases and other tools, within what was granted. */
@NullMarked
package dev.patchbay.api.grant;

import org.jspecify.annotations.NullMarked;
