/** A table of routes, what serves it over HTTP, and the OpenAPI document that is made from it. */
@NullMarked
package dev.patchbay.admin.route;

import org.jspecify.annotations.NullMarked;
