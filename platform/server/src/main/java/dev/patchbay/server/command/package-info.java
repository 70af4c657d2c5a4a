/** The commands of the command line. What they print is for people, or JSON where {@code --json} asks for it. */
@NullMarked
package dev.patchbay.server.command;

import org.jspecify.annotations.NullMarked;
