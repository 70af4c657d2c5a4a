/** The official conformance suite against the started product. */
@NullMarked
package dev.patchbay.tests.conformance;

import org.jspecify.annotations.NullMarked;
