/** Tests of the vault over both databases, and of the places of master keys. */
@NullMarked
package dev.patchbay.vault;

import org.jspecify.annotations.NullMarked;
