/** Tests of the configuration. */
@NullMarked
package dev.patchbay.server.configuration;

import org.jspecify.annotations.NullMarked;
