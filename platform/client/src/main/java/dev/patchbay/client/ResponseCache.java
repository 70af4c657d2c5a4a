package dev.patchbay.client;

import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.json.JsonNull;
import dev.patchbay.protocol.prompt.ListPromptsResult;
import dev.patchbay.protocol.resource.ListResourceTemplatesResult;
import dev.patchbay.protocol.resource.ListResourcesResult;
import dev.patchbay.protocol.resource.ReadResourceResult;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.ListToolsResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Successful results of one client, by method and parameters. A client is one principal, so both {@code cacheScope}s may
 * be kept; nothing is shared between clients. What was on its way while something changed, or while the user was asked,
 * is not kept. Source: MCP 2026-07-28, Caching. Safe for all threads.
 */
final class ResponseCache {
    /** Keeps nothing. */
    static final ResponseCache OFF = new ResponseCache(null, false, () -> 0);

    private final @Nullable CacheSettings settings;
    private final boolean serverSays;
    private final LongSupplier nanos;
    private final Map<Key, Kept> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long disturbances;

    /** Equal for requests that mean the same: the order of members and the form of numbers do not count. */
    private record Key(String method, Object params) {
        boolean isReadOf(String changed) {
            // A server may name a part of what was read.
            return method.equals("resources/read") && params instanceof Map<?, ?> map
                    && map.get("uri") instanceof String uri && changed.startsWith(uri);
        }
    }

    private record Kept(McpResult result, long since, long life) {}

    /** Looked up, and what has to be the same for a new result to be kept. */
    private record Found(@Nullable McpResult result, long disturbances) {}

    /**
     * A cache.
     *
     * @param serverSays whether the revision has servers say how long results may be kept
     * @param nanos as {@link System#nanoTime()}
     */
    ResponseCache(@Nullable CacheSettings settings, boolean serverSays, LongSupplier nanos) {
        this.settings = settings;
        this.serverSays = serverSays;
        this.nanos = nanos;
    }

    boolean isOn() {
        return settings != null;
    }

    /** What is kept, or what the server now answers. */
    <T extends McpResult> T through(String method, Map<String, ? extends @Nullable Object> params, Class<T> type,
            Supplier<T> server) {
        CacheSettings how = settings;
        Optional<Key> key = how == null ? Optional.empty() : key(method, params);
        if (how == null || key.isEmpty()) {
            return server.get();
        }
        Found found = find(key.get());
        if (found.result() != null) {
            return type.cast(found.result());
        }
        T result = server.get();
        keep(key.get(), result, life(result, how), found.disturbances());
        return result;
    }

    /** As {@link #through}, for a tool; it is not kept unless the settings name the tool. */
    McpResult throughTool(String name, Map<String, Object> arguments, Supplier<McpResult> server) {
        CacheSettings how = settings;
        Duration life = how == null ? null : how.tools().get(name);
        Optional<Key> key = life == null
                ? Optional.empty()
                : key("tools/call", Map.of("name", name, "arguments", arguments));
        if (life == null || key.isEmpty()) {
            return server.get();
        }
        Found found = find(key.get());
        if (found.result() != null) {
            return found.result();
        }
        McpResult result = server.get();
        if (result instanceof CallToolResult called && !called.isError()) {
            keep(key.get(), result, life, found.disturbances());
        }
        return result;
    }

    private Duration life(McpResult result, CacheSettings how) {
        return switch (result) {
            case ListToolsResult list -> life(list.cache(), how);
            case ListPromptsResult list -> life(list.cache(), how);
            case ListResourcesResult list -> life(list.cache(), how);
            case ListResourceTemplatesResult list -> life(list.cache(), how);
            case ReadResourceResult read -> life(read.cache(), how);
            default -> Duration.ZERO;
        };
    }

    private Duration life(CacheHints hints, CacheSettings how) {
        if (serverSays) {
            return Duration.ofMillis(hints.ttlMs());
        }
        return how.legacyLife() == null ? Duration.ZERO : how.legacyLife();
    }

    private synchronized Found find(Key key) {
        Kept kept = entries.get(key);
        if (kept != null && nanos.getAsLong() - kept.since() >= kept.life()) {
            entries.remove(key);
            kept = null;
        }
        return new Found(kept == null ? null : kept.result(), disturbances);
    }

    private synchronized void keep(Key key, McpResult result, Duration life, long before) {
        if (!life.isPositive() || settings == null || disturbances != before) {
            return;
        }
        entries.put(key, new Kept(result, nanos.getAsLong(), saturated(life)));
        if (entries.size() > settings.maxEntries()) {
            // In order of use.
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private static long saturated(Duration life) {
        return life.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : life.toNanos();
    }

    /** Gives up what a notification says has changed. */
    void heard(RpcNotification notification) {
        switch (notification.method()) {
            // A tool that is another one now gives other results.
            case "notifications/tools/list_changed" -> drop(key -> key.method().startsWith("tools/"));
            case "notifications/prompts/list_changed" -> drop("prompts/list");
            case "notifications/resources/list_changed" -> drop(
                    key -> key.method().equals("resources/list") || key.method().equals("resources/templates/list"));
            case "notifications/resources/updated" -> {
                if (notification.params().get("uri") instanceof String uri) {
                    drop(key -> key.isReadOf(uri));
                }
            }
            default -> {
                // Says nothing about what is kept.
            }
        }
    }

    /** Someone was asked, so results on their way may depend on the answer. */
    void asked() {
        drop(key -> false);
    }

    /** Gives up all results of a method. */
    void drop(String method) {
        drop(key -> key.method().equals(method));
    }

    /** Gives up everything. */
    void clear() {
        drop(key -> true);
    }

    private void drop(Predicate<Key> which) {
        if (isOn()) {
            synchronized (this) {
                disturbances++;
                entries.keySet().removeIf(which);
            }
        }
    }

    /** Empty for parameters that are no JSON of JDK types. */
    private static Optional<Key> key(String method, Map<String, ? extends @Nullable Object> params) {
        try {
            return Optional.of(new Key(method, canonical(params)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Object canonical(@Nullable Object value) {
        return switch (value) {
            case null -> JsonNull.VALUE;
            case JsonNull none -> none;
            case String text -> text;
            case Boolean flag -> flag;
            case Float number -> canonical(number.doubleValue());
            case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
            case Map<?, ?> members -> {
                Map<Object, Object> copy = new HashMap<>();
                members.forEach((name, member) -> copy.put(name, canonical(member)));
                yield copy;
            }
            case Collection<?> elements -> {
                List<Object> copy = new ArrayList<>();
                elements.forEach(element -> copy.add(canonical(element)));
                yield copy;
            }
            default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    }
}
