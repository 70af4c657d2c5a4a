package dev.patchbay.server.configuration;

import java.time.Duration;
import java.util.List;

/** What can be set about kept results. Part of {@link Settings}. */
public final class CacheSettings {
    /** How many results are in memory. */
    public static final Setting<Integer> CACHE_ENTRIES = setting("cache.entries",
            new SettingType.WholeNumber(0, 1_000_000), "1000",
            "How many results of plugins are kept in memory. 0: nothing is kept at all, in the database neither.");
    /** How large they are. */
    public static final Setting<Integer> CACHE_BYTES = setting("cache.bytes",
            new SettingType.Bytes(1 << 16, Integer.MAX_VALUE), "32MiB",
            "About how much memory they may take. A result of more than a quarter of it is not kept.");
    /** How long reads are kept. */
    public static final Setting<Duration> CACHE_RESOURCE_TTL = setting("cache.resource-ttl",
            new SettingType.Time(Duration.ZERO, Duration.ofDays(30)), "1h",
            "How long reads of resources are kept whose connector tells of every change and says no time itself. 0s:"
                    + " not at all.");
    /** How long results are in the database. */
    public static final Setting<Duration> CACHE_DATABASE_TTL = setting("cache.database-ttl",
            new SettingType.Time(Duration.ZERO, Duration.ofDays(30)), "24h",
            "How long a result is kept in the database at most, where it outlives restarts. 0s: only memory is used.");
    /** Which results are in the database. */
    public static final Setting<Duration> CACHE_DATABASE_FROM = setting("cache.database-from",
            new SettingType.Time(Duration.ZERO, Duration.ofDays(30)), "1m",
            "How long a result must live to be kept in the database too.");
    /** How many results are in the database. */
    public static final Setting<Integer> CACHE_DATABASE_ROWS = setting("cache.database-rows",
            new SettingType.WholeNumber(0, 10_000_000), "100000",
            "How many results are kept in the database. Those that end first go first.");
    /** How large they are. */
    public static final Setting<Integer> CACHE_DATABASE_BYTES = setting("cache.database-bytes",
            new SettingType.Bytes(1 << 16, Integer.MAX_VALUE), "256MiB", "How much they may take there.");

    static final List<Setting<?>> ALL = List.of(CACHE_ENTRIES, CACHE_BYTES, CACHE_RESOURCE_TTL, CACHE_DATABASE_TTL,
            CACHE_DATABASE_FROM, CACHE_DATABASE_ROWS, CACHE_DATABASE_BYTES);

    private CacheSettings() {}

    private static <T> Setting<T> setting(String name, SettingType<T> type, String defaultText, String description) {
        return new Setting<>(name, type, defaultText, description, false, "0.1.0", List.of());
    }
}
