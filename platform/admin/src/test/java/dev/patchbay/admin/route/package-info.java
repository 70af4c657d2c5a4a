/** Tests. */
@NullMarked
package dev.patchbay.admin.route;

import org.jspecify.annotations.NullMarked;
