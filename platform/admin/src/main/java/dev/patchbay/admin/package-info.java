/** The administration interface: REST at {@code /api/v1} on a port of its own, and the accounts of administrators. */
@NullMarked
package dev.patchbay.admin;

import org.jspecify.annotations.NullMarked;
