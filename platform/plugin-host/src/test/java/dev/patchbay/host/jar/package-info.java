/** Tests of the inspection of JARs. */
@NullMarked
package dev.patchbay.host.jar;

import org.jspecify.annotations.NullMarked;
