/**
 * Where plugin code runs: a bounded pool of platform threads for each instance, and the one thread of the host that
 * watches their limits.
 */
@NullMarked
package dev.patchbay.host.runtime;

import org.jspecify.annotations.NullMarked;
