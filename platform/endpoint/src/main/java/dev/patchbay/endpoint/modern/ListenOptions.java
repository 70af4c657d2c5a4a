package dev.patchbay.endpoint.modern;

/**
 * Limits of listen streams.
 *
 * @param maxStreams open streams of all clients
 * @param maxStreamsPerCaller open streams of one client
 * @param maxResources resources one stream may watch
 */
public record ListenOptions(int maxStreams, int maxStreamsPerCaller, int maxResources) {
    public static ListenOptions defaults() {
        return new ListenOptions(20_000, 10_000, 1000);
    }
}
