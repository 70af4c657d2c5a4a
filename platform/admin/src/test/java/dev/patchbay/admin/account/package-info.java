/** Tests. */
@NullMarked
package dev.patchbay.admin.account;

import org.jspecify.annotations.NullMarked;
