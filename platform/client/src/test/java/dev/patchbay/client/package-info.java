/** Tests of the client against a scripted server over real HTTP. */
@NullMarked
package dev.patchbay.client;

import org.jspecify.annotations.NullMarked;
