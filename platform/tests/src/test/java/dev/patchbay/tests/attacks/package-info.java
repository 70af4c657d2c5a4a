/** Attacks on the running product: each test is a row of known incidents with its inputs. */
@NullMarked
package dev.patchbay.tests.attacks;

import org.jspecify.annotations.NullMarked;
