package dev.patchbay.slack;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Posts to the channels that an administrator allows, and lets no text mention anybody unless that is allowed too.
 * Threads: any.
 */
final class Posting {
    private final SlackApi api;
    private final Channels channels;
    private final SlackConfiguration configuration;

    Posting(SlackApi api, Channels channels, SlackConfiguration configuration) {
        this.api = api;
        this.channels = channels;
        this.configuration = configuration;
    }

    /** Finds where to post, and refuses what is not allowed. */
    String target(Optional<String> channel, Call call) {
        SlackConfiguration.Posting posting = configuration.posting().filter(allowed -> configuration.mayPost())
                .orElseThrow(() -> new ToolException("Posting is turned off in the configuration of this instance.")
                        .code("forbidden"));
        String wanted = channel.or(posting::teamChannel).orElseThrow(() -> SlackText.illegal(
                "channel is missing, and the configuration names no posting.teamChannel."));
        if (posting.channels().isPresent() && !channels.isAmong(posting.channels().get(), wanted, call)) {
            throw new ToolException("Posting is limited to " + String.join(", ", posting.channels().get())
                    + "; nothing was posted to '" + SlackText.shown(wanted) + "'.").code("forbidden");
        }
        return channels.id(wanted, call);
    }

    /** A text of a caller as it is sent. */
    String text(String text) {
        boolean mentions = configuration.posting().filter(SlackConfiguration.Posting::mentions).isPresent();
        return mentions ? text : SlackText.escaped(text);
    }

    /** Posts a text that is ready to be sent. */
    Posted post(String channel, String ready, Optional<String> threadTs, Call call) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("channel", channel);
        message.put("text", ready);
        threadTs.ifPresent(ts -> message.put("thread_ts", ts));
        message.put("parse", "none");
        message.put("link_names", false);
        message.put("unfurl_links", false);
        message.put("unfurl_media", false);
        JsonValue answer = api.post(channel, message, call);
        String where = answer.at("channel").text().orElse(channel); // a person's id becomes that of the conversation
        String ts = answer.at("ts").text().orElse("");
        return new Posted(where, ts, SlackText.time(ts), Messages.uri(where, ts));
    }
}
