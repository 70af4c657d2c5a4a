package dev.patchbay.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client keeps of what a server answered, to give it again without asking. Lists and resources that were read are
 * kept for as long as the server says ({@code ttlMs}); results of tools only where their caller says so here.
 *
 * @param maxEntries how many results are kept at most; the one that was not used for longest goes first
 * @param legacyLife for how long lists and resources are kept in revisions whose servers cannot say so; null to keep none
 * @param tools for how long results are kept, by the names of tools; results of others are not
 */
public record CacheSettings(int maxEntries, @Nullable Duration legacyLife, Map<String, Duration> tools) {
    /** 1000 results, none of servers that do not say for how long, none of tools. */
    public static final CacheSettings DEFAULT = new CacheSettings(1000, null, Map.of());

    /** Copies the map. */
    public CacheSettings {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("at least one result must be kept, was " + maxEntries);
        }
        if ((legacyLife != null && legacyLife.isNegative())
                || tools.values().stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("a time to live must not be negative");
        }
        tools = Map.copyOf(tools);
    }

    public CacheSettings withMaxEntries(int value) {
        return new CacheSettings(value, legacyLife, tools);
    }

    /** Keeps lists and resources of legacy servers too, such as for 300 s. */
    public CacheSettings withLegacyLife(Duration value) {
        return new CacheSettings(maxEntries, value, tools);
    }

    /** Keeps results of a tool, by its arguments. Only right for one that changes nothing and whose results may be old. */
    public CacheSettings withTool(String name, Duration life) {
        Map<String, Duration> more = new HashMap<>(tools);
        more.put(name, life);
        return new CacheSettings(maxEntries, legacyLife, more);
    }
}
