/** Decides who sees and may call what: holds the policy, keeps the views, and is the pipeline's authorizer. */
@NullMarked
package dev.patchbay.access;

import org.jspecify.annotations.NullMarked;
