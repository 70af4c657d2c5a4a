/** Resources: listing, reading and watching them. */
@NullMarked
package dev.patchbay.protocol.resource;

import org.jspecify.annotations.NullMarked;
