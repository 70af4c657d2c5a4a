/** Tasks: calls whose result is asked for later, kept so that they outlive their connection and a restart. */
@NullMarked
package dev.patchbay.tasks;

import org.jspecify.annotations.NullMarked;
