package dev.patchbay.catalog.schema;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema that was compiled once and checks many values.
 *
 * <p>Threads: immutable.
 */
public interface CompiledSchema {
    /**
     * Checks a value.
     *
     * @param value a JSON value of JDK types
     * @return what is wrong with it, at most 20 problems; empty if it conforms
     */
    List<Violation> check(@Nullable Object value);

    /**
     * A place in a value that does not conform.
     *
     * @param path where, such as {@code filters.role}; the empty string for the whole value
     * @param problem what is wrong and what is expected, with the value
     */
    record Violation(String path, String problem) {}
}
