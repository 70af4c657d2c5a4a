package dev.patchbay.slack;

import dev.patchbay.api.Description;

/**
 * A message that was posted.
 *
 * @param channel the id of its channel
 * @param ts names it within the channel
 * @param time when
 * @param uri the resource that it is
 */
public record Posted(@Description("The id of its channel") String channel,
        @Description("Names it within the channel; thread_ts of replies") String ts,
        @Description("When, as ISO 8601") String time,
        @Description("The resource that it is") String uri) {}
