/** The product as its user has it: an unpacked distribution in a process of its own, and other people's software. */
@NullMarked
package dev.patchbay.tests.product;

import org.jspecify.annotations.NullMarked;
