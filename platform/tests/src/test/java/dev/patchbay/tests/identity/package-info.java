/** Tokens of a real authorization server, and what becomes of them when they are tampered with. */
@NullMarked
package dev.patchbay.tests.identity;

import org.jspecify.annotations.NullMarked;
