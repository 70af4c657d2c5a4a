/**
 * What all plugins contribute together: entries, immutable snapshots of them, and the names under which clients see
 * them.
 */
@NullMarked
package dev.patchbay.catalog;

import org.jspecify.annotations.NullMarked;
