@NullMarked
package dev.patchbay.invocation.resilience;

import org.jspecify.annotations.NullMarked;
