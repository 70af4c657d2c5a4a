package dev.patchbay.server.configuration;

import java.time.Duration;
import java.util.List;

/** What can be set about how much of a result a client gets at once. Part of {@link Settings}. */
public final class ResultSettings {
    private static final int MOST = 1_000_000_000;

    /** How many characters a client gets at once. */
    public static final Setting<Integer> RESULTS_MAX_CHARS = setting("results.max-chars",
            new SettingType.WholeNumber(2000, MOST), "100000",
            "How many characters of a tool's result a client gets at once, unless it has a number of its own. What is"
                    + " more becomes a preview and a link to the rest.");
    /** How many tokens a client gets at once. */
    public static final Setting<Integer> RESULTS_MAX_TOKENS = setting("results.max-tokens",
            new SettingType.WholeNumber(500, MOST), "25000",
            "Likewise in tokens of a model, by estimate. Claude Code takes no more than the default unless told"
                    + " otherwise.");
    /** How long the rest is kept. */
    public static final Setting<Duration> RESULTS_KEEP_FOR = setting("results.keep-for",
            new SettingType.Time(Duration.ofSeconds(1), Duration.ofHours(24)), "10m",
            "How long the rest of a result can be read. It is kept in memory and not over a restart.");
    /** How many results are kept. */
    public static final Setting<Integer> RESULTS_MAX_KEPT = setting("results.max-kept",
            new SettingType.WholeNumber(0, 1_000_000), "1000",
            "How many results are kept, the oldest is forgotten for one more. 0: none, so that the rest is lost.");
    /** How many results of a client are kept. */
    public static final Setting<Integer> RESULTS_MAX_KEPT_PER_CLIENT = setting("results.max-kept-per-client",
            new SettingType.WholeNumber(0, 1_000_000), "100", "How many of them may be of one client.");
    /** How much memory they take. */
    public static final Setting<Integer> RESULTS_KEPT_BYTES = setting("results.kept-bytes",
            new SettingType.Bytes(0, Integer.MAX_VALUE), "64MiB", "How much memory kept results may take.");
    /** How much memory those of a client take. */
    public static final Setting<Integer> RESULTS_KEPT_BYTES_PER_CLIENT = setting("results.kept-bytes-per-client",
            new SettingType.Bytes(0, Integer.MAX_VALUE), "24MiB", "How much of it those of one client may take.");

    static final List<Setting<?>> ALL = List.of(RESULTS_MAX_CHARS, RESULTS_MAX_TOKENS, RESULTS_KEEP_FOR,
            RESULTS_MAX_KEPT, RESULTS_MAX_KEPT_PER_CLIENT, RESULTS_KEPT_BYTES, RESULTS_KEPT_BYTES_PER_CLIENT);

    private ResultSettings() {}

    private static <T> Setting<T> setting(String name, SettingType<T> type, String defaultText, String description) {
        return new Setting<>(name, type, defaultText, description, false, "0.1.0", List.of());
    }
}
