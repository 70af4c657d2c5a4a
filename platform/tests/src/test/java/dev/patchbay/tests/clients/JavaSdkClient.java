package dev.patchbay.tests.clients;

import dev.patchbay.tests.product.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The official Java SDK as a client. */
final class JavaSdkClient implements McpDriver {
    private static final JacksonMcpJsonMapper JSON = new JacksonMcpJsonMapper(JsonMapper.builder().build());
    private static final String NAME = "patchbay-tests";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<JsonNode> progress = new CopyOnWriteArrayList<>();
    private final List<JsonNode> updated = new CopyOnWriteArrayList<>();
    private final McpSyncClient client;
    private final String revision;

    private JavaSdkClient(McpClientTransport transport, boolean asks) {
        var capabilities = McpSchema.ClientCapabilities.builder().sampling().roots(false);
        var spec = McpClient.sync(transport).requestTimeout(Duration.ofSeconds(30))
                .initializationTimeout(Duration.ofSeconds(30))
                .clientInfo(McpSchema.Implementation.builder(NAME, "1.0.0").build())
                .roots(McpSchema.Root.builder("file:///project").name("project").build())
                .sampling(request -> McpSchema.CreateMessageResult
                        .builder(McpSchema.Role.ASSISTANT, "Paris", "test").build())
                .progressConsumer(notification -> progress.add(Json.parse(Json.write(notification))))
                .resourcesUpdateConsumer(contents -> updated.add(Json.parse(Json.write(contents))));
        if (asks) {
            spec.elicitation(request -> McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.ACCEPT)
                    .content(Map.of("username", "ada", "email", "ada@example.com")).build());
            capabilities.elicitation();
        }
        client = spec.capabilities(capabilities.build()).build();
        revision = client.initialize().protocolVersion();
    }

    /** Over Streamable HTTP, with this revision as its newest. */
    static McpDriver http(String url, String revision) {
        return new JavaSdkClient(HttpClientStreamableHttpTransport.builder(origin(url))
                .endpoint(URI.create(url).getPath()).clientBuilder(http()).resumableStreams(true)
                .openConnectionOnStartup(true).supportedProtocolVersions(List.of(revision)).build(),
                revision.compareTo("2025-06-18") >= 0);
    }

    @SuppressWarnings("deprecation") // so is the transport, and it is served as long as clients have it
    static McpDriver sse(String url) {
        return new JavaSdkClient(HttpClientSseClientTransport.builder(origin(url))
                .sseEndpoint(URI.create(url).getPath()).clientBuilder(http()).build(), false);
    }

    static McpDriver stdio(List<String> command) {
        return new JavaSdkClient(new StdioClientTransport(ServerParameters.builder(command.getFirst())
                .args(command.subList(1, command.size())).build(), JSON), true);
    }

    private static HttpClient.Builder http() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    }

    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    @Override
    public String revision() {
        return revision;
    }

    @Override
    public CompletableFuture<JsonNode> start(String action, Map<String, ?> parameters) {
        return CompletableFuture.supplyAsync(() -> Map.of("result", run(action, Json.parse(Json.write(parameters)))),
                threads).exceptionally(failure -> Map.of("error", String.valueOf(failure)))
                .thenApply(answer -> Json.parse(Json.write(answer)));
    }

    private Object run(String action, JsonNode given) {
        return switch (action) {
            case "list" -> lists();
            case "call" -> client.callTool(McpSchema.CallToolRequest.builder(given.path("tool").asString())
                    .arguments(map(given.path("arguments"))).progressToken("p-" + given.path("tag").asString())
                    .build());
            case "read" ->
                    client.readResource(McpSchema.ReadResourceRequest.builder(given.path("uri").asString()).build());
            case "prompt" -> client.getPrompt(McpSchema.GetPromptRequest
                    .builder(given.path("name").asString()).arguments(map(given.path("arguments"))).build());
            case "complete" -> client.completeCompletion(McpSchema.CompleteRequest.builder(
                    new McpSchema.PromptReference(given.path("ref").path("name").asString()),
                    new McpSchema.CompleteRequest.CompleteArgument(given.path("argument").path("name").asString(),
                            given.path("argument").path("value").asString()))
                    .build());
            case "subscribe" -> {
                client.subscribeResource(McpSchema.SubscribeRequest.builder(given.path("uri").asString()).build());
                yield Map.of();
            }
            default -> throw new IllegalArgumentException("The Java SDK has no " + action);
        };
    }

    private Map<String, Object> lists() {
        Map<String, Object> lists = new LinkedHashMap<>();
        lists.put("tools", client.listTools().tools());
        lists.put("resources", client.listResources().resources());
        lists.put("resourceTemplates", client.listResourceTemplates().resourceTemplates());
        lists.put("prompts", client.listPrompts().prompts());
        return lists;
    }

    private static Map<String, Object> map(JsonNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.propertyStream().forEach(member -> map.put(member.getKey(), member.getValue().isNumber()
                ? member.getValue().asLong()
                : member.getValue().asString()));
        return map;
    }

    @Override
    public List<JsonNode> events(String kind) {
        return new ArrayList<>(switch (kind) {
            case "progress" -> progress;
            case "updated" -> updated;
            default -> List.of();
        });
    }

    @Override
    public void close() {
        client.closeGracefully();
        threads.shutdownNow();
    }
}
