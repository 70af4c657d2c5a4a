/** Resources: single ones, templates, and connectors for a URI scheme. */
@NullMarked
package dev.patchbay.api.resource;

import org.jspecify.annotations.NullMarked;
