/** What calls leave behind for later calls: nonces that are used up, and calls counted against a quota. */
@NullMarked
package dev.patchbay.store.state;

import org.jspecify.annotations.NullMarked;
