package dev.patchbay.endpoint.modern;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.protocol.http.ParamHeaders;
import java.util.Map;

/** The marked parameters of tools, worked out once for each definition. Safe for all threads. */
final class ToolHeaders {
    private static final int MAX_KEPT = 20_000;

    private final Cache<String, ParamHeaders> known = Caffeine.newBuilder().maximumSize(MAX_KEPT)
            .executor(Runnable::run).build();

    /** The marked parameters of a tool as its caller sees it. */
    ParamHeaders of(ToolEntry tool) {
        return known.get(tool.definitionHash(), hash -> read(tool.definition().inputSchema()));
    }

    private static ParamHeaders read(Map<String, Object> schema) {
        return ParamHeaders.problems(schema).isEmpty() ? ParamHeaders.of(schema) : ParamHeaders.NONE;
    }
}
