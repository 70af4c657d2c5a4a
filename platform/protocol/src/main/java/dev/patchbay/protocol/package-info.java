/**
 * The Model Context Protocol as Java values: what all features share. Messages are records with MCP's own words, without
 * knowledge of their JSON form; {@link dev.patchbay.protocol.codec} maps them for each revision. No I/O anywhere.
 *
 * <p>An optional member of a message is a nullable component, because a record's accessor has its component's type; an
 * absent list or map is an empty one. Free JSON ({@code _meta}, schemas, arguments, data) is held as JDK types as {@link
 * dev.patchbay.protocol.json} says, and is not copied.
 */
@NullMarked
package dev.patchbay.protocol;

import org.jspecify.annotations.NullMarked;
