package dev.patchbay.http;

/**
 * How much one address may send, whoever it is; IPv6 addresses of one /64 network are one.
 *
 * @param requestsPerMinute in the long run; 0 for no limit at all
 * @param burst at once
 * @param failuresPerMinute how many requests with wrong credentials fill a minute
 */
public record FloodLimits(int requestsPerMinute, int burst, int failuresPerMinute) {
    /** No limit. */
    public static final FloodLimits OFF = new FloodLimits(0, 1, 1);

    public FloodLimits {
        if (requestsPerMinute < 0 || burst < 1 || failuresPerMinute < 1) {
            throw new IllegalArgumentException("A limit that lets nobody in");
        }
    }

    boolean isOff() {
        return requestsPerMinute == 0;
    }

    /** How many requests one with wrong credentials counts for. */
    int failureCost() {
        return Math.max(1, requestsPerMinute / failuresPerMinute);
    }
}
