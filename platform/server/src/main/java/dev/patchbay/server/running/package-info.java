/** A running server: its data folder, its status, its start and its end. */
@NullMarked
package dev.patchbay.server.running;

import org.jspecify.annotations.NullMarked;
