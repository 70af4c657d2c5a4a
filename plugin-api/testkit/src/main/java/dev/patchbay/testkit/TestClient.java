package dev.patchbay.testkit;

import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.client.McpClient;
import dev.patchbay.client.McpClientBuilder;
import dev.patchbay.client.McpException;
import dev.patchbay.client.ToolAnswer;
import dev.patchbay.protocol.content.BlobResourceContents;
import dev.patchbay.protocol.content.ContentBlock;
import dev.patchbay.protocol.content.ResourceContents;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.content.TextResourceContents;
import dev.patchbay.protocol.prompt.CompletionReference;
import dev.patchbay.protocol.prompt.PromptReference;
import dev.patchbay.protocol.prompt.ResourceTemplateReference;
import dev.patchbay.protocol.resource.Resource;
import dev.patchbay.protocol.resource.ResourceTemplate;
import dev.patchbay.protocol.task.Task;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.Tool;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of the host under test, in an author's terms: names, maps and texts.
 *
 * {@snippet :
 * ToolResult result = client.callTool("hello", Map.of("name", "Ada"));
 * assertEquals("Hello, Ada!", result.text());
 * }
 *
 * <p>Errors of the protocol are a {@link RefusedCallException}; a failure of a tool is a result with {@code isError}.
 * Threads: any.
 */
public final class TestClient implements AutoCloseable {
    private final URI endpoint;
    private final Script script = new Script();
    private volatile @Nullable McpClient client;
    private boolean knowsTasks;

    /**
     * Creates a client that is not connected yet.
     *
     * @param endpoint where the host listens
     */
    public TestClient(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Connects; does nothing if connected. */
    public synchronized void connect() {
        if (client == null) {
            McpClientBuilder builder = McpClient.http(endpoint).elicitationWithUrls(script);
            client = (knowsTasks ? builder.tasks() : builder).connect();
        }
    }

    /**
     * Says that this client knows tasks from here on, as not all clients do. {@link #callTool} then waits for the task that
     * a call becomes.
     *
     * @return this client, connected
     */
    public synchronized TestClient knowingTasks() {
        disconnect();
        knowsTasks = true;
        connect();
        return this;
    }

    /** Ends the connection; does nothing if there is none. */
    public synchronized void disconnect() {
        McpClient connected = client;
        client = null;
        if (connected != null) {
            connected.close();
        }
    }

    /**
     * Lists the tools.
     *
     * @return the tools in the host's order
     */
    public List<ListedTool> listTools() {
        return refusals(() -> connected().listTools()).stream().map(TestClient::listed).toList();
    }

    /**
     * Calls a tool and waits for its result.
     *
     * @param name its name as listed
     * @param arguments its arguments, JSON of JDK types
     * @return the result
     * @throws RefusedCallException if the host answers with an error of the protocol
     */
    public ToolResult callTool(String name, Map<String, Object> arguments) {
        return startTool(name, arguments).result();
    }

    /**
     * Calls a tool and does not wait, to look at its progress or to cancel it.
     *
     * @param name its name as listed
     * @param arguments its arguments, JSON of JDK types
     * @return the call
     */
    public RunningCall startTool(String name, Map<String, Object> arguments) {
        return new RunningCall(connected(), name, arguments);
    }

    /**
     * Calls a tool whose call becomes a task, and does not wait for it.
     *
     * {@snippet :
     * TestTask export = client.knowingTasks().startTask("export", Map.of());
     * export.cancel();
     * assertEquals("cancelled", export.status());
     * }
     *
     * @param name its name as listed
     * @param arguments its arguments, JSON of JDK types
     * @return the task
     * @throws AssertionError if the call gave a result at once
     */
    public TestTask startTask(String name, Map<String, Object> arguments) {
        McpClient connected = connected();
        return switch (refusals(() -> connected.beginTool(name, arguments))) {
            case ToolAnswer.Started(Task task) -> new TestTask(connected, task.taskId());
            case ToolAnswer.Finished(CallToolResult result) -> throw new AssertionError(
                    "The call did not become a task, it gave at once: " + ToolResult.of(result).text());
        };
    }

    /**
     * Says how the user answers the next question that a tool asks. Several answers are given in their order.
     *
     * @param answer the answer
     * @return this client
     */
    public TestClient answer(ElicitResult answer) {
        script.add(answer);
        return this;
    }

    /**
     * Says that the user fills in the next form, or the next page of the host.
     *
     * @param content the fields
     * @return this client
     */
    public TestClient accept(Map<String, Object> content) {
        return answer(new ElicitResult(ElicitResult.Action.ACCEPT, content));
    }

    /**
     * Says that the user says no to the next question.
     *
     * @return this client
     */
    public TestClient decline() {
        return answer(new ElicitResult(ElicitResult.Action.DECLINE, Map.of()));
    }

    /**
     * Returns the questions that tools have asked so far.
     *
     * @return what the user read, in the order of asking
     */
    public List<String> questions() {
        return script.questions();
    }

    /**
     * Lists the resources.
     *
     * @return the resources in the host's order
     */
    public List<ResourceDefinition> listResources() {
        return refusals(() -> connected().listResources()).stream().map(TestClient::listed).toList();
    }

    /**
     * Lists the resource templates.
     *
     * @return the templates, such as {@code notes://{id}}
     */
    public List<String> listResourceTemplates() {
        return refusals(() -> connected().listResourceTemplates()).stream()
                .map(ResourceTemplate::uriTemplate)
                .toList();
    }

    /**
     * Reads a resource as text.
     *
     * @param uri its URI
     * @return its text, of its first content
     * @throws RefusedCallException if there is no such resource
     */
    public String readText(String uri) {
        ResourceContents contents = first(uri);
        if (contents instanceof TextResourceContents text) {
            return text.text();
        }
        throw new AssertionError("The resource " + uri + " is not text; use readBytes");
    }

    /**
     * Reads a binary resource.
     *
     * @param uri its URI
     * @return its bytes, of its first content
     * @throws RefusedCallException if there is no such resource
     */
    public byte[] readBytes(String uri) {
        ResourceContents contents = first(uri);
        if (contents instanceof BlobResourceContents blob) {
            return Base64.getDecoder().decode(blob.blob());
        }
        throw new AssertionError("The resource " + uri + " is not binary; use readText");
    }

    /**
     * Watches for changes.
     *
     * @param uris resources to watch, beside the lists of tools, prompts and resources
     * @return what the client is told of from now on
     */
    public Changes watch(String... uris) {
        return new Changes(connected(), List.of(uris));
    }

    /**
     * Lists the prompts.
     *
     * @return their names in the host's order
     */
    public List<String> listPrompts() {
        return refusals(() -> connected().listPrompts()).stream().map(prompt -> prompt.name()).toList();
    }

    /**
     * Gets a prompt.
     *
     * @param name its name as listed
     * @param arguments its arguments
     * @return the texts of its messages
     * @throws RefusedCallException if the host answers with an error of the protocol
     */
    public List<String> getPrompt(String name, Map<String, String> arguments) {
        return refusals(() -> connected().getPrompt(name, arguments)).messages()
                .stream()
                .flatMap(message -> text(message.content()).stream())
                .toList();
    }

    /**
     * Completes an argument of a prompt.
     *
     * @param prompt its name as listed
     * @param argument the argument
     * @param typed what is typed so far
     * @return the values that fit
     */
    public List<String> completePrompt(String prompt, String argument, String typed) {
        return complete(new PromptReference(prompt, null), argument, typed);
    }

    /**
     * Completes a variable of a resource template.
     *
     * @param template the template as listed
     * @param variable the variable
     * @param typed what is typed so far
     * @return the values that fit
     */
    public List<String> completeTemplate(String template, String variable, String typed) {
        return complete(new ResourceTemplateReference(template), variable, typed);
    }

    @Override
    public void close() {
        disconnect();
    }

    private List<String> complete(CompletionReference reference, String argument, String typed) {
        return refusals(() -> connected().complete(reference, argument, typed, Map.of())).values();
    }

    private ResourceContents first(String uri) {
        return refusals(() -> connected().readResource(uri)).contents().getFirst();
    }

    private McpClient connected() {
        McpClient connected = client;
        if (connected == null) {
            throw new IllegalStateException("The client is not connected; call connect() first");
        }
        return connected;
    }

    private static ListedTool listed(Tool tool) {
        return new ListedTool(tool.name(), Optional.ofNullable(tool.title()),
                Optional.ofNullable(tool.description()).orElse(""), tool.inputSchema(),
                Optional.ofNullable(tool.outputSchema()));
    }

    private static ResourceDefinition listed(Resource resource) {
        return new ResourceDefinition(resource.uri(), resource.name(), Optional.ofNullable(resource.title()),
                Optional.ofNullable(resource.description()), Optional.ofNullable(resource.mimeType()),
                resource.size() == null ? OptionalLong.empty() : OptionalLong.of(resource.size()),
                dev.patchbay.api.content.Annotations.none());
    }

    private static Optional<String> text(ContentBlock block) {
        return block instanceof TextContent text ? Optional.of(text.text()) : Optional.empty();
    }

    static <T> T refusals(Supplier<T> call) {
        try {
            return call.get();
        } catch (McpException e) {
            throw new RefusedCallException(e);
        }
    }
}
