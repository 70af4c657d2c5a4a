/**
 * Between the words of plugins and the words on the wire: the plugin API and the protocol do not know each other, so that
 * a new revision breaks no plugin. Pure functions.
 */
@NullMarked
package dev.patchbay.endpoint.mapping;

import org.jspecify.annotations.NullMarked;
