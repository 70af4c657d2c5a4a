/** The connectors as their users have them: together in an installation, with their pages. */
@NullMarked
package dev.patchbay.tests.connectors;

import org.jspecify.annotations.NullMarked;
