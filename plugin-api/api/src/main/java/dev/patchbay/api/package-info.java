/** What a plugin is made of: the marks it carries, what it contributes, and what the host gives it at start. */
@NullMarked
package dev.patchbay.api;

import org.jspecify.annotations.NullMarked;
