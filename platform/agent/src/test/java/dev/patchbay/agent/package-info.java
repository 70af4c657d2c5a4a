/** Tests of the parts; what all of it does to an attacking plugin is tested with the whole product. */
@NullMarked
package dev.patchbay.agent;

import org.jspecify.annotations.NullMarked;
