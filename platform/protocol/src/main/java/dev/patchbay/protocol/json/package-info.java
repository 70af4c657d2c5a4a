/**
 * JSON as JDK values: bounded reading, and writing that can splice bytes prepared earlier.
 *
 * <p>A JSON value is a {@link java.util.Map} with String keys (in order), a {@link java.util.List}, a String, a Boolean,
 * a Long or BigInteger (integers), a BigDecimal (other numbers) or null. Such values are shared, not copied: whoever
 * hands one over does not change it afterwards.
 */
@NullMarked
package dev.patchbay.protocol.json;

import org.jspecify.annotations.NullMarked;
