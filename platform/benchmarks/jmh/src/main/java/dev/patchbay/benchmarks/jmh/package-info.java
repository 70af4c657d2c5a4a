/** The hot pieces of a call, each alone: decoding, dispatch, encoding. Run with JMH. */
@NullMarked
package dev.patchbay.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
