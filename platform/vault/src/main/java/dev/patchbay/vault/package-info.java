/**
 * The vault: secrets by name, of which the store has only what nobody can read without the master key, and the master
 * key, which comes from a file, a variable of the environment or a command.
 */
@NullMarked
package dev.patchbay.vault;

import org.jspecify.annotations.NullMarked;
