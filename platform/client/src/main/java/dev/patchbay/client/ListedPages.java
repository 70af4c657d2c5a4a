package dev.patchbay.client;

import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.rpc.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lists of a server, one page or all, from the cache where it has them. Safe for all threads. */
final class ListedPages {
    private final ResponseCache cache;

    ListedPages(ResponseCache cache) {
        this.cache = cache;
    }

    /** What one page gives. */
    record Page<T>(List<T> entries, @Nullable String nextCursor) {}

    <T extends McpResult> T one(String method, @Nullable String cursor, Class<T> type, Supplier<T> server) {
        try {
            return cache.through(method, cursor == null ? Map.of() : Map.of("cursor", cursor), type, server);
        } catch (McpException e) {
            if (isRefused(e) && cursor != null) {
                // The page that gave this cursor is out of date, whatever its time to live.
                cache.drop(method);
            }
            throw e;
        }
    }

    <T> List<T> all(Function<@Nullable String, Page<T>> pages) {
        List<String> cursors = new ArrayList<>();
        try {
            return collected(pages, cursors);
        } catch (McpException e) {
            if (!cache.isOn() || !isRefused(e) || cursors.isEmpty()) {
                throw e;
            }
            return collected(pages, new ArrayList<>());
        }
    }

    private static boolean isRefused(McpException e) {
        return e.code() == ErrorCode.INVALID_PARAMS;
    }

    private static <T> List<T> collected(Function<@Nullable String, Page<T>> pages, List<String> cursors) {
        Page<T> page = pages.apply(null);
        List<T> all = new ArrayList<>(page.entries());
        while (page.nextCursor() != null) {
            if (cursors.contains(page.nextCursor())) {
                throw new ProtocolViolationException("the server gives the same cursor twice; its list never ends");
            }
            cursors.add(page.nextCursor());
            page = pages.apply(page.nextCursor());
            all.addAll(page.entries());
        }
        return List.copyOf(all);
    }
}
