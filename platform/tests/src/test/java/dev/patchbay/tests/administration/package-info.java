/** What an administrator does with a served installation, and what the official clients see of it. */
@NullMarked
package dev.patchbay.tests.administration;

import org.jspecify.annotations.NullMarked;
