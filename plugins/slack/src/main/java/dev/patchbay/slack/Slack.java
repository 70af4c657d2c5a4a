package dev.patchbay.slack;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Contributions;
import dev.patchbay.api.Contributor;
import dev.patchbay.api.Description;
import dev.patchbay.api.PluginContext;
import dev.patchbay.api.Schema;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceTemplate;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.api.tool.Tool;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.Json;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Slack: reading and searching, and, where an administrator turned it on, posting and asking for approval.
 *
 * <p>Threads: any.
 */
@Contributes
public final class Slack implements Contributor, AutoCloseable {
    private static final String LIMIT = "How many, at most 100";
    private static final String CURSOR = "next_cursor of the answer before, to go on";
    private static final String FIELDS = "Names of the fields to return; all if absent";
    private static final String MAX_CHARS = "How long all items may be together, 24000 characters if absent";
    private static final String CHANNEL = "The channel: its id, such as C012AB3CD, or its name, such as #general";

    private final SlackRights rights;
    private final Reading reading;
    private final Posting posting;
    private final Optional<Approval> approval;

    public Slack(SlackConfiguration configuration, PluginContext context) {
        InstantSource clock = InstantSource.system();
        this.rights = new SlackRights(configuration, context);
        SlackLimits limits = new SlackLimits(clock, configuration.marketplace());
        SlackApi api = new SlackApi(context, configuration.url(), configuration.secret(), limits, rights::sees,
                rights::sees);
        SlackApi searching = configuration.searchSecret()
                .map(secret -> new SlackApi(context, configuration.url(), secret, limits, token -> {
                }, response -> {
                }))
                .orElse(api);
        Channels channels = new Channels(api);
        this.reading = new Reading(api, searching, channels);
        this.posting = new Posting(api, channels, configuration);
        this.approval = configuration.approvals().map(rules -> new Approval(api, reading, posting, rules, clock));
    }

    @Override
    public Contributions contributions() {
        return rights.contributions();
    }

    @Tool(description = "Lists the channels of the workspace that the app sees, with their topics, in Slack's order",
            readOnly = true, idempotent = true, cacheSeconds = 60)
    public CallToolResult listChannels(
            @Description("Private channels that the app is in, instead of public ones")
            @Schema(name = "private", defaultValue = "false")
            boolean isPrivate,
            @Description("Archived ones too") @Schema(defaultValue = "false") boolean archived,
            @Description(LIMIT) Optional<Integer> limit, @Description(CURSOR) Optional<String> cursor,
            @Description(FIELDS) Optional<List<String>> fields,
            @Description(MAX_CHARS) @Schema(name = "max_chars") Optional<Integer> maxChars, Call call) {
        return reading.channels(isPrivate, archived, new Reading.Part(limit, cursor, fields, maxChars), call);
    }

    @Tool(description = "Reads the messages of a channel, newest first. Replies in threads are not among them: see"
            + " reply_count, and get_thread.", readOnly = true, idempotent = true)
    public CallToolResult getChannelHistory(@Description(CHANNEL) String channel,
            @Description("Only messages after this moment: a ts, 2026-11-21 or 2026-11-21T09:30:00Z")
            Optional<String> oldest,
            @Description("Only messages before this moment") Optional<String> latest,
            @Description(LIMIT) Optional<Integer> limit, @Description(CURSOR) Optional<String> cursor,
            @Description(FIELDS) Optional<List<String>> fields,
            @Description(MAX_CHARS) @Schema(name = "max_chars") Optional<Integer> maxChars, Call call) {
        return reading.history(channel, oldest, latest, new Reading.Part(limit, cursor, fields, maxChars), call);
    }

    @Tool(description = "Reads a thread: its first message, then the replies, oldest first", readOnly = true,
            idempotent = true)
    public CallToolResult getThread(@Description(CHANNEL) String channel,
            @Description("The ts of the first message") @Schema(name = "thread_ts") String threadTs,
            @Description(LIMIT) Optional<Integer> limit, @Description(CURSOR) Optional<String> cursor,
            @Description(FIELDS) Optional<List<String>> fields,
            @Description(MAX_CHARS) @Schema(name = "max_chars") Optional<Integer> maxChars, Call call) {
        return reading.thread(channel, threadTs, new Reading.Part(limit, cursor, fields, maxChars), call);
    }

    @Tool(description = "Searches the messages of the workspace, as the search field of Slack does: words, \"a"
            + " phrase\", in:#channel, from:@user, after:2026-01-31. Each result has the uri of a resource with its"
            + " replies.",
            readOnly = true, idempotent = true)
    public CallToolResult searchMessages(@Description("What to look for") String query,
            @Description("The newest first, instead of the best") @Schema(name = "newest_first", defaultValue = "false")
            boolean newestFirst,
            @Description(LIMIT) Optional<Integer> limit, @Description(CURSOR) Optional<String> cursor,
            @Description(FIELDS) Optional<List<String>> fields,
            @Description(MAX_CHARS) @Schema(name = "max_chars") Optional<Integer> maxChars, Call call) {
        return reading.search(query, newestFirst, new Reading.Part(limit, cursor, fields, maxChars), call);
    }

    @Tool(description = "Finds people by e-mail address, by id, or by a part of their name", readOnly = true,
            idempotent = true, cacheSeconds = 60)
    public CallToolResult findUser(@Description("A part of the name, a whole e-mail address, or an id") String query,
            @Description(LIMIT) Optional<Integer> limit, @Description(CURSOR) Optional<String> cursor,
            @Description(FIELDS) Optional<List<String>> fields,
            @Description(MAX_CHARS) @Schema(name = "max_chars") Optional<Integer> maxChars, Call call) {
        return reading.people(query, new Reading.Part(limit, cursor, fields, maxChars), call);
    }

    @Tool(description = "Posts a message to a channel, or a reply to a thread", destructive = false)
    public Posted postMessage(@Description(CHANNEL) String channel,
            @Description("The text, in Slack's mrkdwn: *bold*, _italic_, `code`") String text,
            @Description("The ts of the first message of the thread to reply to") @Schema(name = "thread_ts")
            Optional<String> threadTs, Call call) {
        SlackText.checked("text", text);
        Optional<String> thread = threadTs.map(ts -> SlackText.ts("thread_ts", ts));
        return posting.post(posting.target(Optional.of(channel), call), posting.text(text), thread, call);
    }

    @Tool(description = "Tells a team something, in its channel", destructive = false)
    public Posted notifyTeam(@Description("What to tell, in Slack's mrkdwn") String message,
            @Description("Another channel than that of the team") Optional<String> channel, Call call) {
        SlackText.checked("message", message);
        return posting.post(posting.target(channel, call), posting.text(message), Optional.empty(), call);
    }

    @Tool(description = "Asks people for approval in a channel and waits until they decide by a reaction or a reply, or"
            + " until the time is over. Who may decide is configured. Go on only if the decision is approved.",
            destructive = false, deadlineSeconds = 3600, taskSupport = TaskSupport.OPTIONAL)
    public Decision requestApproval(
            @Description("What is to be approved: what will be done, to what, and why") String question,
            @Description("Another channel than that of the team") Optional<String> channel,
            @Description("How long to wait, in seconds, at most 3600") @Schema(name = "timeout_seconds")
            Optional<Integer> timeoutSeconds, Call call) {
        return approval.orElseThrow(() -> new ToolException("The configuration names no approvers.").code("forbidden"))
                .request(question, channel, timeoutSeconds, call);
    }

    @ResourceTemplate(uriTemplate = "slack://channels/{channel}/messages/{ts}", name = "message",
            description = "A message of Slack with its first replies, such as search_messages finds them",
            mimeType = "application/json")
    public ReadResourceResult message(@Description("The id of the channel") String channel,
            @Description("The ts of the message") String ts, Call call) {
        String uri = Messages.uri(channel, ts);
        return ReadResourceResult.text(uri, "application/json", Json.write(reading.message(channel, ts, uri, call)));
    }

    @Override
    public void close() {
        rights.close();
    }
}
