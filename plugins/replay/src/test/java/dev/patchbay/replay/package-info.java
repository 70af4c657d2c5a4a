/** Shows that the stand-in turns red for what the vendors would not say or take. */
@NullMarked
package dev.patchbay.replay;

import org.jspecify.annotations.NullMarked;
