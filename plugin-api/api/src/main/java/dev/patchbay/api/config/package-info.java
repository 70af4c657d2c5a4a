/** Types for the configuration of an instance. */
@NullMarked
package dev.patchbay.api.config;

import org.jspecify.annotations.NullMarked;
