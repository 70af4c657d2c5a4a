package dev.patchbay.endpoint.modern;

import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.Kind;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.protocol.http.ParamHeaders;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The marked parameters of the tools that have some, worked out once for each revision of the tools. */
final class ToolHeaders {
    private record Snapshot(long revision, Map<String, ParamHeaders> marked) {}

    private volatile @Nullable Snapshot snapshot;

    /** The marked parameters of a tool; none for a tool that is unknown. */
    ParamHeaders of(Catalog catalog, String tool) {
        Snapshot current = snapshot;
        if (current == null || current.revision() != catalog.revision(Kind.TOOLS)) {
            current = collect(catalog);
            snapshot = current;
        }
        return current.marked().getOrDefault(tool, ParamHeaders.NONE);
    }

    private static Snapshot collect(Catalog catalog) {
        Map<String, ParamHeaders> marked = new HashMap<>();
        for (ToolEntry tool : catalog.tools()) {
            Map<String, Object> schema = tool.definition().inputSchema();
            if (ParamHeaders.problems(schema).isEmpty()) {
                ParamHeaders headers = ParamHeaders.of(schema);
                if (!headers.isEmpty()) {
                    marked.put(tool.name(), headers);
                }
            }
        }
        return new Snapshot(catalog.revision(Kind.TOOLS), marked);
    }
}
