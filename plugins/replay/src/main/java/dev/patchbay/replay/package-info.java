/** A stand-in for a service, for tests: it answers with recorded or documented responses and checks both sides. */
@NullMarked
package dev.patchbay.replay;

import org.jspecify.annotations.NullMarked;
