/** Tests of grants. */
@NullMarked
package dev.patchbay.broker;

import org.jspecify.annotations.NullMarked;
