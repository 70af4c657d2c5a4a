/** The packed product, used as somebody would who has downloaded it. */
@NullMarked
package dev.patchbay.distribution;

import org.jspecify.annotations.NullMarked;
