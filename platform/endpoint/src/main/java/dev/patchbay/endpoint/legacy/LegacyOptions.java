package dev.patchbay.endpoint.legacy;

import java.time.Duration;

/**
 * Limits of legacy sessions.
 *
 * @param maxSessions sessions of all clients; one more ends the one that was silent longest
 * @param maxSessionsPerCaller sessions of one client; one more ends its session that was silent longest
 * @param idle after which silence a session without an open stream ends
 * @param question how long the client may take for the answer to a question
 * @param streamAfter after which time a call that has no answer yet gets an event stream, which can be taken up again
 * @param pollAfter after which time such a stream is closed although the call goes on, so that no connection is held;
 *            the client takes it up again
 * @param retry how long a client shall wait before it takes a stream up again
 * @param bufferBytes how much of a stream is kept for a client that was away
 * @param maxKeptBytes how much is kept so of all streams of all sessions; beyond it the oldest goes
 * @param maxKeptBytesPerCaller how much of it may be of one client
 * @param httpSse whether the transport of 2024-11-05 is served too, with its two paths
 */
public record LegacyOptions(int maxSessions, int maxSessionsPerCaller, Duration idle, Duration question,
        Duration streamAfter, Duration pollAfter, Duration retry, int bufferBytes,
        long maxKeptBytes, long maxKeptBytesPerCaller, boolean httpSse) {
    public static LegacyOptions defaults() {
        return new LegacyOptions(10_000, 1000, Duration.ofMinutes(30), Duration.ofSeconds(600), Duration.ofMillis(200),
                Duration.ofSeconds(20), Duration.ofMillis(500), 256 * 1024, 64L * 1024 * 1024, 8L * 1024 * 1024, true);
    }

    public LegacyOptions withSessions(int all, int perCaller, Duration idleTime) {
        return new LegacyOptions(all, perCaller, idleTime, question, streamAfter, pollAfter, retry, bufferBytes,
                maxKeptBytes, maxKeptBytesPerCaller, httpSse);
    }

    public LegacyOptions withQuestion(Duration limit) {
        return new LegacyOptions(maxSessions, maxSessionsPerCaller, idle, limit, streamAfter, pollAfter, retry,
                bufferBytes, maxKeptBytes, maxKeptBytesPerCaller, httpSse);
    }

    public LegacyOptions withPolling(Duration stream, Duration poll, Duration retryTime) {
        return new LegacyOptions(maxSessions, maxSessionsPerCaller, idle, question, stream, poll, retryTime,
                bufferBytes, maxKeptBytes, maxKeptBytesPerCaller, httpSse);
    }

    public LegacyOptions withHttpSse(boolean served) {
        return new LegacyOptions(maxSessions, maxSessionsPerCaller, idle, question, streamAfter, pollAfter, retry,
                bufferBytes, maxKeptBytes, maxKeptBytesPerCaller, served);
    }

    public LegacyOptions withKept(long all, long perCaller) {
        return new LegacyOptions(maxSessions, maxSessionsPerCaller, idle, question, streamAfter, pollAfter, retry,
                bufferBytes, all, perCaller, httpSse);
    }
}
