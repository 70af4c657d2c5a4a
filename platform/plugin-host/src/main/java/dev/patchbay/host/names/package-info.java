/** Who owns which name: names of tools and prompts and URI schemes, stored so that no plugin changes another's. */
@NullMarked
package dev.patchbay.host.names;

import org.jspecify.annotations.NullMarked;
