/** Clients that start the product and talk to it over a pipe. */
@NullMarked
package dev.patchbay.tests.stdio;

import org.jspecify.annotations.NullMarked;
