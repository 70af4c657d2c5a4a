/**
 * What keeps a plugin that fails, hangs or is overrun from hurting its callers and the rest: circuit breakers, bounds of
 * single tools, and the policies of retries, fallbacks and quarantine.
 */
@NullMarked
package dev.patchbay.invocation.resilience;

import org.jspecify.annotations.NullMarked;
