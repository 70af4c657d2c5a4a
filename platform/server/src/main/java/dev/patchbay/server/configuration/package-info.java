/**
 * What can be set, where it can be set (flags, environment, {@code conf/patchbay.yaml}, defaults) and what was set. One
 * table, {@link dev.patchbay.server.configuration.Settings}, is the source of parsing, messages and documentation.
 */
@NullMarked
package dev.patchbay.server.configuration;

import org.jspecify.annotations.NullMarked;
