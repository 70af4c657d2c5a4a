/** Other people's clients against the started product. */
@NullMarked
package dev.patchbay.tests.clients;

import org.jspecify.annotations.NullMarked;
