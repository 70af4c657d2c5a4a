/** What each client may see and call: roles, toolsets, enablement, requirements, grants, rules and limits. */
@NullMarked
package dev.patchbay.store.enablement;

import org.jspecify.annotations.NullMarked;
