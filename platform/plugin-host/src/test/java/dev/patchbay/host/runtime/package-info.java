/** Tests of the pool. */
@NullMarked
package dev.patchbay.host.runtime;

import org.jspecify.annotations.NullMarked;
