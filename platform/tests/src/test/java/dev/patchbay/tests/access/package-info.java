/** Who may call what: the whole matrix against an oracle of its own. */
@NullMarked
package dev.patchbay.tests.access;

import org.jspecify.annotations.NullMarked;
