package dev.patchbay.broker.http;

import java.time.Duration;

/**
 * Bounds of a request of a plugin.
 *
 * @param maxBytes the biggest body, sent or received
 * @param time how long all of it may take, redirects included
 */
public record HttpLimits(int maxBytes, Duration time) {
    /** 10 MiB in 30 seconds. */
    public static final HttpLimits STANDARD = new HttpLimits(10 * 1024 * 1024, Duration.ofSeconds(30));
}
