/** What administrators decided: clients, roles, toolsets, enablement, requirements, grants, rules and limits, in memory. */
@NullMarked
package dev.patchbay.access.policy;

import org.jspecify.annotations.NullMarked;
