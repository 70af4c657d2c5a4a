/** Rules in CEL: what they may read, how they are checked when saved, and how they are evaluated within bounds. */
@NullMarked
package dev.patchbay.access.rule;

import org.jspecify.annotations.NullMarked;
