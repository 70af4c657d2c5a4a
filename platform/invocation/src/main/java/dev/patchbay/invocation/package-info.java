/**
 * The way of a call: authorize, limit, validate, call the plugin on its own threads, check the result. The only code
 * that calls a plugin.
 */
@NullMarked
package dev.patchbay.invocation;

import org.jspecify.annotations.NullMarked;
