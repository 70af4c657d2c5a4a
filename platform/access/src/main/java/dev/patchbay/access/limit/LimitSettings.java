package dev.patchbay.access.limit;

import org.jspecify.annotations.Nullable;

/**
 * The limits that hold where nothing else is said.
 *
 * @param callsPerMinute of one client, 1 or more
 * @param heavyCallsPerMinute of one client to one tool that declares itself heavy, 1 or more
 * @param globalCallsPerMinute of all clients together; null: no limit
 */
public record LimitSettings(int callsPerMinute, int heavyCallsPerMinute, @Nullable Integer globalCallsPerMinute) {
    /** 100 calls a minute for each client, 10 to a heavy tool, no global limit. */
    public static final LimitSettings DEFAULT = new LimitSettings(100, 10, null);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is less than 1
     */
    public LimitSettings {
        if (callsPerMinute < 1 || heavyCallsPerMinute < 1
                || (globalCallsPerMinute != null && globalCallsPerMinute < 1)) {
            throw new IllegalArgumentException("A limit of calls per minute is 1 or more");
        }
    }
}
