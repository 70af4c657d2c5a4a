/** Clients and what proves that a caller is one of them: keys, links to other identities, mapped roles. */
@NullMarked
package dev.patchbay.store.identity;

import org.jspecify.annotations.NullMarked;
