/**
 * The entitlement agent: checks at the head of methods of the JDK that ask whose code is calling. Its classes are on the
 * boot path, so that the JDK's own can call them; they depend on the JDK only.
 */
@NullMarked
package dev.patchbay.agent;

import org.jspecify.annotations.NullMarked;
