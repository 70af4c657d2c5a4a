/**
 * The result budget: how much of a result a client gets at once, how a larger one is cut, and the rest that is kept for a
 * while and read page by page.
 */
@NullMarked
package dev.patchbay.invocation.budget;

import org.jspecify.annotations.NullMarked;
