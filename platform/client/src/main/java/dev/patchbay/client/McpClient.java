package dev.patchbay.client;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.EmptyResult;
import dev.patchbay.protocol.Era;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.ServerCapabilities;
import dev.patchbay.protocol.lifecycle.PingRequest;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import dev.patchbay.protocol.prompt.CompleteRequest;
import dev.patchbay.protocol.prompt.CompleteResult;
import dev.patchbay.protocol.prompt.CompletionReference;
import dev.patchbay.protocol.prompt.GetPromptRequest;
import dev.patchbay.protocol.prompt.GetPromptResult;
import dev.patchbay.protocol.prompt.ListPromptsRequest;
import dev.patchbay.protocol.prompt.ListPromptsResult;
import dev.patchbay.protocol.prompt.Prompt;
import dev.patchbay.protocol.resource.ListResourceTemplatesRequest;
import dev.patchbay.protocol.resource.ListResourceTemplatesResult;
import dev.patchbay.protocol.resource.ListResourcesRequest;
import dev.patchbay.protocol.resource.ListResourcesResult;
import dev.patchbay.protocol.resource.ReadResourceRequest;
import dev.patchbay.protocol.resource.ReadResourceResult;
import dev.patchbay.protocol.resource.Resource;
import dev.patchbay.protocol.resource.ResourceTemplate;
import dev.patchbay.protocol.task.DetailedTask;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.ListToolsResult;
import dev.patchbay.protocol.tool.Tool;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one MCP server.
 *
 * <p>Safe for all threads. Each call runs on a virtual thread of its own, the caller waits; interrupting the caller
 * cancels the call. Listeners and handlers run on threads of the client, as their types say. Calls throw {@link
 * McpClientException}: an {@link McpException} for what the server answered, others for what kept it from answering.
 */
public final class McpClient implements AutoCloseable {
    private final Connection connection;
    private final Duration timeout;
    private final ResponseCache cache;
    private final ListedPages pages;
    private final ToolCalls tools;

    McpClient(Connection connection, Duration timeout, ResponseCache cache) {
        this.connection = connection;
        this.timeout = timeout;
        this.cache = cache;
        this.pages = new ListedPages(cache);
        this.tools = new ToolCalls(connection, cache);
        connection.keepIn(cache);
    }

    /** A client of a server over Streamable HTTP, to be connected. */
    public static McpClientBuilder http(URI endpoint) {
        return new McpClientBuilder(endpoint);
    }

    public Revision revision() {
        return connection.revision();
    }

    public Era era() {
        return connection.revision().era();
    }

    /** Who the server says it is. */
    public Optional<Implementation> serverInfo() {
        return Optional.ofNullable(connection.server().info());
    }

    public ServerCapabilities capabilities() {
        return connection.server().capabilities();
    }

    /** How the server wants to be used, in words for a model. */
    public Optional<String> instructions() {
        return Optional.ofNullable(connection.server().instructions());
    }

    /** All tools, over all pages. */
    public List<Tool> listTools() {
        return pages.all(cursor -> {
            ListToolsResult page = listTools(cursor);
            return new ListedPages.Page<>(page.tools(), page.nextCursor());
        });
    }

    /** One page of tools; the first if the cursor is null. */
    public ListToolsResult listTools(@Nullable String cursor) {
        return pages.one("tools/list", cursor, ListToolsResult.class,
                () -> call("tools/list", CallOptions.DEFAULT, cancellation -> tools.list(cursor, cancellation)).get());
    }

    public CallToolResult callTool(String name, Map<String, Object> arguments) {
        return callTool(name, arguments, CallOptions.DEFAULT);
    }

    public CallToolResult callTool(String name, Map<String, Object> arguments, CallOptions options) {
        return startTool(name, arguments, options).get();
    }

    /** Calls a tool without waiting, so that it can be cancelled. */
    public PendingCall<CallToolResult> startTool(String name, Map<String, Object> arguments, CallOptions options) {
        return call("tools/call", options, cancellation -> tools.call(name, arguments, options, cancellation));
    }

    /** Calls a tool and does not wait for its task if it becomes one. */
    public ToolAnswer beginTool(String name, Map<String, Object> arguments) {
        return call("tools/call", CallOptions.DEFAULT,
                cancellation -> tools.begin(name, arguments, CallOptions.DEFAULT, cancellation)).get();
    }

    /** Where a task stands. Modern only, as all about tasks. */
    public DetailedTask task(String taskId) {
        return call("tasks/get", CallOptions.DEFAULT,
                cancellation -> new ToolTasks(connection).get(taskId, cancellation)).get();
    }

    /** Answers questions of a task, by the keys of {@link DetailedTask#inputRequests()}. */
    public void updateTask(String taskId, Map<String, Map<String, Object>> answers) {
        call("tasks/update", CallOptions.DEFAULT,
                cancellation -> new ToolTasks(connection).update(taskId, answers, cancellation)).get();
    }

    /** Cancels a task; does nothing if it has ended. */
    public void cancelTask(String taskId) {
        call("tasks/cancel", CallOptions.DEFAULT,
                cancellation -> new ToolTasks(connection).cancel(taskId, cancellation)).get();
    }

    /**
     * Waits for a task, and has its questions answered as those of calls.
     *
     * @throws McpException if it failed or was cancelled
     */
    public CallToolResult awaitTask(String taskId, CallOptions options) {
        return call("tasks/get", options,
                cancellation -> new ToolTasks(connection).await(taskId, cancellation)).get();
    }

    /** All resources, over all pages. */
    public List<Resource> listResources() {
        return pages.all(cursor -> {
            ListResourcesResult page = listResources(cursor);
            return new ListedPages.Page<>(page.resources(), page.nextCursor());
        });
    }

    /** One page of resources; the first if the cursor is null. */
    public ListResourcesResult listResources(@Nullable String cursor) {
        return page("resources/list", cursor, ListResourcesResult.class,
                meta -> new ListResourcesRequest(cursor, meta));
    }

    /** All resource templates, over all pages. */
    public List<ResourceTemplate> listResourceTemplates() {
        return pages.all(cursor -> {
            ListResourceTemplatesResult page = listResourceTemplates(cursor);
            return new ListedPages.Page<>(page.resourceTemplates(), page.nextCursor());
        });
    }

    /** One page of resource templates; the first if the cursor is null. */
    public ListResourceTemplatesResult listResourceTemplates(@Nullable String cursor) {
        return page("resources/templates/list", cursor, ListResourceTemplatesResult.class,
                meta -> new ListResourceTemplatesRequest(cursor, meta));
    }

    public ReadResourceResult readResource(String uri) {
        return readResource(uri, CallOptions.DEFAULT);
    }

    public ReadResourceResult readResource(String uri, CallOptions options) {
        return cache.through("resources/read", Map.of("uri", uri), ReadResourceResult.class,
                () -> request("resources/read", ReadResourceResult.class,
                        meta -> new ReadResourceRequest(uri, Map.of(), null, meta), options));
    }

    /** All prompts, over all pages. */
    public List<Prompt> listPrompts() {
        return pages.all(cursor -> {
            ListPromptsResult page = listPrompts(cursor);
            return new ListedPages.Page<>(page.prompts(), page.nextCursor());
        });
    }

    /** One page of prompts; the first if the cursor is null. */
    public ListPromptsResult listPrompts(@Nullable String cursor) {
        return page("prompts/list", cursor, ListPromptsResult.class, meta -> new ListPromptsRequest(cursor, meta));
    }

    public GetPromptResult getPrompt(String name, Map<String, String> arguments) {
        return getPrompt(name, arguments, CallOptions.DEFAULT);
    }

    public GetPromptResult getPrompt(String name, Map<String, String> arguments, CallOptions options) {
        return request("prompts/get", GetPromptResult.class,
                meta -> new GetPromptRequest(name, arguments, Map.of(), null, meta), options);
    }

    /**
     * Values that complete an argument.
     *
     * @param context arguments chosen before
     */
    public CompleteResult complete(CompletionReference ref, String argument, String value,
            Map<String, String> context) {
        return request("completion/complete", CompleteResult.class,
                meta -> new CompleteRequest(ref, argument, value, context, meta), CallOptions.DEFAULT);
    }

    /**
     * Whether the server still answers. Legacy only.
     *
     * @throws IllegalStateException in a modern revision, which has no ping
     */
    public void ping() {
        if (era() == Era.MODERN) {
            throw new IllegalStateException("revision " + revision() + " has no ping");
        }
        request("ping", EmptyResult.class, PingRequest::new, CallOptions.DEFAULT);
    }

    /** Listens to changes until the subscription is closed. Returns once the server has said what it honours. */
    public Subscription listen(SubscriptionFilter filter, SubscriptionListener listener) {
        return connection.listen(filter, listener, timeout);
    }

    /** Gives up all results that are kept, so that the server is asked again. */
    public void clearCache() {
        cache.clear();
    }

    /** Ends the session, if there is one, and breaks off what is still on its way. */
    @Override
    public void close() {
        connection.close();
    }

    private <T extends McpResult> T page(String method, @Nullable String cursor, Class<T> type,
            Function<RequestMeta, ClientRequest> request) {
        return pages.one(method, cursor, type, () -> request(method, type, request, CallOptions.DEFAULT));
    }

    private <T extends McpResult> T request(String name, Class<T> type, Function<RequestMeta, ClientRequest> request,
            CallOptions options) {
        return call(name, options,
                cancellation -> type.cast(connection.send(request, Map.of(), options, cancellation))).get();
    }

    private <T> PendingCall<T> call(String name, CallOptions options, Function<Cancellation, T> work) {
        Duration within = options.timeout();
        return PendingCall.start(name, within == null ? timeout : within, work);
    }
}
