/** The product: it puts the modules together, starts and stops them. The only module that wires. */
@NullMarked
package dev.patchbay.server;

import org.jspecify.annotations.NullMarked;
