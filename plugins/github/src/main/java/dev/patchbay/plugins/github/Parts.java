package dev.patchbay.plugins.github;

import dev.patchbay.api.tool.ToolException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer put together of several requests, where one that fails does not take the others along. */
final class Parts {
    private final Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    private final List<Map<String, Object>> errors = new ArrayList<>();
    private @Nullable ToolException first;
    private boolean hasAny;

    /** Adds a part; returns it, if it could be had. */
    <T> Optional<T> add(String name, Supplier<T> part) {
        return add(name, Set.of(), part);
    }

    /** Adds a part without which the others make no sense, if it fails with one of these codes. */
    <T> Optional<T> add(String name, Set<String> finalCodes, Supplier<T> part) {
        try {
            T value = part.get();
            parts.put(name, value);
            hasAny = true;
            return Optional.of(value);
        } catch (ToolException e) {
            if (e.code().filter(finalCodes::contains).isPresent()) {
                throw e;
            }
            first = first == null ? e : first;
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("part", name);
            error.put("code", e.code().orElse("upstream_error"));
            error.put("message", String.valueOf(e.getMessage()));
            e.retryAfter().ifPresent(wait -> error.put("retry_after_s", wait.plusMillis(999).toSeconds()));
            errors.add(error);
            return Optional.empty();
        }
    }

    void put(String name, Object value) {
        parts.put(name, value);
    }

    /** Whether there are parts that could not be had. */
    boolean lacksSome() {
        return !errors.isEmpty();
    }

    /**
     * Returns all of them.
     *
     * @throws ToolException the first failure, if there is nothing else
     */
    Map<String, @Nullable Object> whole() {
        if (!hasAny && first != null) {
            throw first;
        }
        if (!errors.isEmpty()) {
            parts.put("partial_errors", errors);
        }
        return parts;
    }
}
