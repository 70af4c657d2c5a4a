/** What can be administered: the routes with their requests and answers. */
@NullMarked
package dev.patchbay.admin.resource;

import org.jspecify.annotations.NullMarked;
