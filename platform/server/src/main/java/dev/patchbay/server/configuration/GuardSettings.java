package dev.patchbay.server.configuration;

import java.time.Duration;
import java.util.List;

/** What can be set about plugins that fail, for all of them. Part of {@link Settings}. */
public final class GuardSettings {
    static final SettingType<Integer> COUNT = new SettingType.WholeNumber(0, 1_000);
    static final SettingType<Integer> FROM_ONE = new SettingType.WholeNumber(1, 1_000);
    static final SettingType<Duration> TIME = new SettingType.Time(Duration.ofMillis(10), Duration.ofHours(1));

    /** When the breaker of a tool opens. */
    public static final Setting<Integer> BREAKER_FAILURES = setting("resilience.breaker-failures", COUNT, "5",
            "After how many failures in a row a tool is not called for a while. 0: never.");
    /** When the breaker of an instance opens. */
    public static final Setting<Integer> BREAKER_PLUGIN_FAILURES = setting("resilience.breaker-plugin-failures", COUNT,
            "20",
            "After how many failures in a row, of whichever of its tools, an instance is not called for a while. 0:"
                    + " never.");
    /** How long a breaker is open. */
    public static final Setting<Duration> BREAKER_OPEN = setting("resilience.breaker-open", TIME, "60s",
            "For how long it is not called then.");
    /** How many calls try. */
    public static final Setting<Integer> BREAKER_TRIALS = setting("resilience.breaker-trials", FROM_ONE, "5",
            "How many calls are let through after that, until one succeeds.");
    /** How often a call is made again. */
    public static final Setting<Integer> RETRIES = setting("resilience.retries", new SettingType.WholeNumber(0, 10),
            "3", "How often a call is made again that failed and may work later, of tools that are idempotent only, and"
                    + " within its deadline. 0: never.");
    /** How long before that. */
    public static final Setting<Duration> RETRY_DELAY = setting("resilience.retry-delay", TIME, "1s",
            "About how long before the first of these; doubled each time.");
    /** How many calls of a tool run. */
    public static final Setting<Integer> TOOL_RUNNING = setting("resilience.tool-running", COUNT, "0",
            "How many calls of one tool run at once. 0: as many as plugins.threads lets.");
    /** How many calls of a tool wait. */
    public static final Setting<Integer> TOOL_WAITING = setting("resilience.tool-waiting", COUNT, "64",
            "How many more of them wait before further ones are refused, where tool-running is set.");
    /** When an instance that fails is quarantined. */
    public static final Setting<Integer> QUARANTINE_FAULTS = setting("resilience.quarantine-faults",
            new SettingType.WholeNumber(0, 100_000), "50",
            "After how many faults of its own in a row (no answer in time,"
                    + " an unexpected exception, a broken result) an instance is quarantined. 0: never.");
    /** When a call is lost. */
    public static final Setting<Duration> LOST_AFTER = setting("resilience.lost-after", TIME, "5s",
            "How long after its deadline a call that goes on is lost, and its thread replaced.");
    /** When a call that uses the processor is lost. */
    public static final Setting<Duration> SPINS_AFTER = setting("resilience.spins-after", TIME, "1500ms",
            "The same for a call that uses the processor.");
    /** How many of these are too many. */
    public static final Setting<Integer> QUARANTINE_SPINNING = setting("resilience.quarantine-spinning", FROM_ONE, "2",
            "At how many lost calls that use the processor an instance is quarantined.");
    /** How many lost calls are too many. */
    public static final Setting<Integer> QUARANTINE_LOST = setting("resilience.quarantine-lost", FROM_ONE, "8",
            "At how many lost calls of any kind it is.");

    static final List<Setting<?>> ALL = List.of(BREAKER_FAILURES, BREAKER_PLUGIN_FAILURES, BREAKER_OPEN, BREAKER_TRIALS,
            RETRIES, RETRY_DELAY, TOOL_RUNNING, TOOL_WAITING, QUARANTINE_FAULTS, LOST_AFTER, SPINS_AFTER,
            QUARANTINE_SPINNING, QUARANTINE_LOST);

    private GuardSettings() {}

    private static <T> Setting<T> setting(String name, SettingType<T> type, String defaultText, String description) {
        return new Setting<>(name, type, defaultText, description, false, "0.1.0", List.of());
    }
}
