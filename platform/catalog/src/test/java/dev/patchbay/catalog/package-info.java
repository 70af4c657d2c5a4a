/** Tests of snapshots and canonical definitions. */
@NullMarked
package dev.patchbay.catalog;

import org.jspecify.annotations.NullMarked;
