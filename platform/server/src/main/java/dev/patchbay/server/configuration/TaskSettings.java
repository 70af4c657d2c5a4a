package dev.patchbay.server.configuration;

import java.time.Duration;
import java.util.List;

/** What can be set about tasks. Part of {@link Settings}. */
public final class TaskSettings {
    /** When a call becomes a task. */
    public static final Setting<Duration> TASKS_AFTER = setting("tasks.after",
            new SettingType.Time(Duration.ZERO, Duration.ofHours(1)), "10s",
            "After how much time a call becomes a task by itself, if its tool is declared with task support and its client"
                    + " knows tasks. 0s: never; then only its tool says when.");
    /** How long a task runs. */
    public static final Setting<Duration> TASKS_LIMIT = setting("tasks.limit",
            new SettingType.Time(Duration.ofSeconds(1), Duration.ofDays(1)), "1h",
            "How long a task may run until it ends or asks something; instead of the deadline of calls.");
    /** How long a task is kept. */
    public static final Setting<Duration> TASKS_TIME_TO_LIVE = setting("tasks.time-to-live",
            new SettingType.Time(Duration.ofMinutes(1), Duration.ofDays(30)), "24h",
            "How long a task is kept from its creation, with its result. One that still runs or waits then is cancelled.");
    /** How often clients ask. */
    public static final Setting<Duration> TASKS_POLL_INTERVAL = setting("tasks.poll-interval",
            new SettingType.Time(Duration.ofMillis(100), Duration.ofMinutes(1)), "1s",
            "How often clients are told to ask about a task.");
    /** How many tasks there are. */
    public static final Setting<Integer> TASKS_MAX = setting("tasks.max", new SettingType.WholeNumber(1, 1_000_000),
            "10000", "How many tasks are kept, those that have ended too.");
    /** How many tasks a client has. */
    public static final Setting<Integer> TASKS_MAX_PER_CLIENT = setting("tasks.max-per-client",
            new SettingType.WholeNumber(1, 1_000_000), "1000", "How many of them may be of one client.");

    static final List<Setting<?>> ALL = List.of(TASKS_AFTER, TASKS_LIMIT, TASKS_TIME_TO_LIVE, TASKS_POLL_INTERVAL,
            TASKS_MAX, TASKS_MAX_PER_CLIENT);

    private TaskSettings() {}

    private static <T> Setting<T> setting(String name, SettingType<T> type, String defaultText, String description) {
        return new Setting<>(name, type, defaultText, description, false, "0.1.0", List.of());
    }
}
