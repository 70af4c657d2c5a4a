package dev.patchbay.protocol.input;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place the client works in.
 *
 * @param uri a file URI
 */
public record Root(String uri, @Nullable String name, Map<String, Object> meta) {}
