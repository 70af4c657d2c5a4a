package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.Annotations;
import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.ClientCapabilities;
import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.EmptyResult;
import dev.patchbay.protocol.Icon;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.ProgressToken;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.Role;
import dev.patchbay.protocol.ServerCapabilities;
import dev.patchbay.protocol.content.AudioContent;
import dev.patchbay.protocol.content.BlobResourceContents;
import dev.patchbay.protocol.content.ContentBlock;
import dev.patchbay.protocol.content.EmbeddedResource;
import dev.patchbay.protocol.content.ImageContent;
import dev.patchbay.protocol.content.ResourceLink;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.content.TextResourceContents;
import dev.patchbay.protocol.content.ToolResultContent;
import dev.patchbay.protocol.content.ToolUseContent;
import dev.patchbay.protocol.input.CreateMessageRequest;
import dev.patchbay.protocol.input.CreateMessageResult;
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.input.ElicitationCompleteNotification;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.input.InputRequiredResult;
import dev.patchbay.protocol.input.ListRootsRequest;
import dev.patchbay.protocol.input.ListRootsResult;
import dev.patchbay.protocol.input.ModelPreferences;
import dev.patchbay.protocol.input.Root;
import dev.patchbay.protocol.input.RootsListChangedNotification;
import dev.patchbay.protocol.input.SamplingMessage;
import dev.patchbay.protocol.lifecycle.CancelledNotification;
import dev.patchbay.protocol.lifecycle.DiscoverRequest;
import dev.patchbay.protocol.lifecycle.DiscoverResult;
import dev.patchbay.protocol.lifecycle.InitializeRequest;
import dev.patchbay.protocol.lifecycle.InitializeResult;
import dev.patchbay.protocol.lifecycle.InitializedNotification;
import dev.patchbay.protocol.lifecycle.PingRequest;
import dev.patchbay.protocol.notification.LoggingMessageNotification;
import dev.patchbay.protocol.notification.ProgressNotification;
import dev.patchbay.protocol.notification.SetLevelRequest;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import dev.patchbay.protocol.notification.SubscriptionsAcknowledgedNotification;
import dev.patchbay.protocol.notification.SubscriptionsListenRequest;
import dev.patchbay.protocol.notification.SubscriptionsListenResult;
import dev.patchbay.protocol.prompt.CompleteRequest;
import dev.patchbay.protocol.prompt.CompleteResult;
import dev.patchbay.protocol.prompt.GetPromptRequest;
import dev.patchbay.protocol.prompt.GetPromptResult;
import dev.patchbay.protocol.prompt.ListPromptsRequest;
import dev.patchbay.protocol.prompt.ListPromptsResult;
import dev.patchbay.protocol.prompt.Prompt;
import dev.patchbay.protocol.prompt.PromptArgument;
import dev.patchbay.protocol.prompt.PromptListChangedNotification;
import dev.patchbay.protocol.prompt.PromptMessage;
import dev.patchbay.protocol.prompt.PromptReference;
import dev.patchbay.protocol.prompt.ResourceTemplateReference;
import dev.patchbay.protocol.resource.ListResourceTemplatesRequest;
import dev.patchbay.protocol.resource.ListResourceTemplatesResult;
import dev.patchbay.protocol.resource.ListResourcesRequest;
import dev.patchbay.protocol.resource.ListResourcesResult;
import dev.patchbay.protocol.resource.ReadResourceRequest;
import dev.patchbay.protocol.resource.ReadResourceResult;
import dev.patchbay.protocol.resource.Resource;
import dev.patchbay.protocol.resource.ResourceListChangedNotification;
import dev.patchbay.protocol.resource.ResourceTemplate;
import dev.patchbay.protocol.resource.ResourceUpdatedNotification;
import dev.patchbay.protocol.resource.SubscribeRequest;
import dev.patchbay.protocol.resource.UnsubscribeRequest;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.tool.CallToolRequest;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.ListToolsRequest;
import dev.patchbay.protocol.tool.ListToolsResult;
import dev.patchbay.protocol.tool.Tool;
import dev.patchbay.protocol.tool.ToolAnnotations;
import dev.patchbay.protocol.tool.ToolListChangedNotification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One full and one bare message of every kind. */
final class Samples {
    static final Map<String, Object> META = Map.of("com.example/note", "kept");
    static final List<Icon> ICONS = List
            .of(new Icon("https://example.com/i.png", "image/png", List.of("48x48", "any"), "dark"));
    static final Annotations ANNOTATIONS = new Annotations(List.of(Role.USER, Role.ASSISTANT), 0.5,
            "2026-01-12T15:00:58Z");
    static final Implementation FULL_INFO = new Implementation("patchbay", "Patchbay", "1.2.3", "A host", ICONS,
            "https://example.com");
    static final Map<String, Object> SCHEMA = Map.of("type", "object", "properties",
            Map.of("text", Map.of("type", "string")));
    static final Map<String, Object> CHOICES = Map.of("type", "object", "properties",
            Map.of("colour",
                    Map.of("type", "string", "oneOf",
                            List.of(Map.of("const", "r", "title", "Red"), Map.of("const", "g", "title", "Green")),
                            "default", "r"),
                    "size", Map.of("type", "integer", "minimum", 1L, "default", 3L), "sure",
                    Map.of("type", "boolean", "default", true)),
            "required", List.of("colour"));
    static final CacheHints CACHE = CacheHints.publicFor(5000);
    static final ClientCapabilities FULL_CAPABILITIES = new ClientCapabilities(new ClientCapabilities.Roots(false),
            new ClientCapabilities.Sampling(true, true), new ClientCapabilities.Elicitation(true, true),
            Map.of("x", Map.of()), Map.of("io.modelcontextprotocol/ui", Map.of()));

    private Samples() {}

    static RequestMeta modernMeta() {
        return new RequestMeta("2026-07-28", FULL_CAPABILITIES, FULL_INFO, LoggingLevel.INFO, new ProgressToken("p1"),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b", "k=v", META);
    }

    static RequestMeta bareModernMeta() {
        return new RequestMeta("2026-07-28", ClientCapabilities.NONE, null, null, null, null, null, null, Map.of());
    }

    static RequestMeta legacyMeta() {
        return legacyMeta(Revision.V2025_11_25);
    }

    static RequestMeta legacyMeta(Revision revision) {
        return RequestMeta.ofSession(revision).withProgressToken(new ProgressToken(7L));
    }

    static List<ContentBlock> allContent() {
        return List.of(new TextContent("hello", ANNOTATIONS, META), TextContent.of("bare"),
                new ImageContent("aGk=", "image/png", ANNOTATIONS, META), ImageContent.of("aGk=", "image/png"),
                new AudioContent("aGk=", "audio/wav", ANNOTATIONS, META),
                new ResourceLink("file:///a", "a", "A", "An A", "text/plain", 12L, ICONS, ANNOTATIONS, META),
                new ResourceLink("file:///a", "a", null, null, null, null, List.of(), null, Map.of()),
                new EmbeddedResource(new TextResourceContents("file:///a", "text/plain", "A", META), ANNOTATIONS, META),
                new EmbeddedResource(new BlobResourceContents("file:///b", null, "aGk=", Map.of()), null, Map.of()));
    }

    /** What a server of the revision can ask. */
    static List<InputRequest> inputRequests(Revision revision) {
        List<InputRequest> requests = new ArrayList<>(List.of(bareSampling(), new ListRootsRequest()));
        if (revision.isAtLeast(Revision.V2025_06_18)) {
            requests.add(new ElicitRequest.Form("Who?", SCHEMA));
            requests.add(new ElicitRequest.Form("Which?", CHOICES));
        }
        if (revision.isAtLeast(Revision.V2025_11_25)) {
            requests.add(new ElicitRequest.Url("Open", "https://example.com/x", "e-1"));
            requests.add(sampling());
        } else {
            requests.add(severalBlocks());
        }
        return requests;
    }

    static CreateMessageRequest severalBlocks() {
        return new CreateMessageRequest(
                List.of(new SamplingMessage(Role.USER,
                        List.of(TextContent.of("hi"), new AudioContent("aGk=", "audio/wav", ANNOTATIONS, META)), META)),
                new ModelPreferences(List.of("fast"), 0.1, 0.2, 0.3), "Be brief", "thisServer", 0.7, 100,
                List.of("END"), Map.of("k", "v"), List.of(), null);
    }

    static CreateMessageRequest sampling() {
        return new CreateMessageRequest(
                List.of(new SamplingMessage(Role.USER, List.of(TextContent.of("hi")), META),
                        new SamplingMessage(Role.ASSISTANT,
                                List.of(new ToolUseContent("u1", "echo", Map.of("a", 1L), META),
                                        ImageContent.of("aGk=", "image/png")),
                                Map.of()),
                        new SamplingMessage(Role.USER,
                                List.of(new ToolResultContent("u1", List.of(TextContent.of("x")), Map.of("b", 2L), true,
                                        META)),
                                Map.of())),
                new ModelPreferences(List.of("fast"), 0.1, 0.2, 0.3), "Be brief", "thisServer", 0.7, 100,
                List.of("END"), Map.of("k", "v"), List.of(bareTool()), "auto");
    }

    static CreateMessageRequest bareSampling() {
        return new CreateMessageRequest(
                List.of(new SamplingMessage(Role.USER, List.of(TextContent.of("hi")), Map.of())), null, null, null,
                null, 1, List.of(), Map.of(), List.of(), null);
    }

    static Tool fullTool() {
        return new Tool("echo", "Echo", "Says it again", SCHEMA, SCHEMA,
                new ToolAnnotations("Echo", true, false, true, false), ICONS, META);
    }

    static Tool bareTool() {
        return new Tool("bare", null, null, Map.of("type", "object"), null, null, List.of(), Map.of());
    }

    /** Results of both revisions. */
    static List<McpResult> results() {
        return List.of(new CallToolResult(allContent(), Map.of("sum", 3L), true, META), CallToolResult.text("ok"),
                new ListToolsResult(List.of(fullTool(), bareTool()), "next", CACHE, META),
                new ListToolsResult(List.of(), null, CacheHints.NONE, Map.of()),
                new ListResourcesResult(List.of(
                        new Resource("file:///a", "a", "A", "An A", "text/plain", 12L, ICONS, ANNOTATIONS, META),
                        new Resource("file:///a", "a", null, null, null, null, List.of(), null, Map.of())), "next",
                        CACHE, META),
                new ListResourceTemplatesResult(List.of(
                        new ResourceTemplate("note://{id}", "note", "Note", "A note", "text/plain", ICONS, ANNOTATIONS,
                                META),
                        new ResourceTemplate("note://{id}", "note", null, null, null, List.of(), null, Map.of())),
                        "next", CACHE, META),
                new ReadResourceResult(List.of(new TextResourceContents("file:///a", "text/plain", "A", META),
                        new BlobResourceContents("file:///b", null, "aGk=", Map.of())), CACHE, META),
                new ListPromptsResult(List.of(
                        new Prompt("greet", "Greet", "Greets",
                                List.of(new PromptArgument("who", "Who", "Whom to greet", true),
                                        new PromptArgument("how", null, null, false)),
                                ICONS, META),
                        new Prompt("bare", null, null, List.of(), List.of(), Map.of())), "next", CACHE, META),
                new GetPromptResult("A prompt",
                        allContent().stream().map(block -> new PromptMessage(Role.USER, block)).toList(), META),
                new GetPromptResult(null, List.of(), Map.of()),
                new CompleteResult(List.of("a", "b"), 2L, false, META),
                new CompleteResult(List.of(), null, null, Map.of()), new EmptyResult(META), EmptyResult.INSTANCE);
    }

    static List<McpResult> modernResults() {
        List<McpResult> results = new ArrayList<>(results());
        results.add(new DiscoverResult(List.of("2026-07-28"),
                new ServerCapabilities(new ServerCapabilities.Tools(true), new ServerCapabilities.Resources(true, true),
                        new ServerCapabilities.Prompts(false), true, true, Map.of("x", Map.of()),
                        Map.of("io.modelcontextprotocol/ui", Map.of())),
                "Use it well", CACHE, META));
        results.add(new DiscoverResult(List.of("2026-07-28"), ServerCapabilities.NONE, null, CACHE, Map.of()));
        results.add(new InputRequiredResult(Map.of("a", new ElicitRequest.Form("Who?", SCHEMA), "b",
                new ElicitRequest.Url("Open", "https://example.com/x", null), "c", sampling(), "d",
                new ListRootsRequest()), "sealed", META));
        results.add(new InputRequiredResult(Map.of(), "sealed", Map.of()));
        results.add(new SubscriptionsListenResult(RequestId.of("sub"), Map.of()));
        return results;
    }

    static List<McpResult> legacyResults(Revision revision) {
        List<McpResult> results = new ArrayList<>(results());
        results.add(new InitializeResult(revision.text(),
                new ServerCapabilities(new ServerCapabilities.Tools(true), new ServerCapabilities.Resources(true, true),
                        new ServerCapabilities.Prompts(false), true, true, Map.of("x", Map.of()), Map.of()),
                FULL_INFO, "Use it well", META));
        results.add(new InitializeResult(revision.text(), ServerCapabilities.NONE, Implementation.of("s", "1"), null,
                Map.of()));
        return results;
    }

    /** What clients answer servers. */
    static List<McpResult> answers(Revision revision) {
        return revision.isAtLeast(Revision.V2025_11_25) ? allAnswers(revision) : answersOfOneBlock(revision);
    }

    private static List<McpResult> answersOfOneBlock(Revision revision) {
        return allAnswers(revision).stream().filter(answer -> switch (answer) {
            case ElicitResult elicited -> revision.isAtLeast(Revision.V2025_06_18);
            case CreateMessageResult sampled -> sampled.content().size() == 1;
            default -> true;
        }).toList();
    }

    private static List<McpResult> allAnswers(Revision revision) {
        return List.of(ElicitResult.accept(Map.of("name", "Ada")), ElicitResult.decline(), ElicitResult.cancel(),
                new CreateMessageResult(Role.ASSISTANT, List.of(TextContent.of("hi")), "m-1", "endTurn", META),
                new CreateMessageResult(Role.ASSISTANT,
                        List.of(TextContent.of("hi"), new ToolUseContent("u", "t", Map.of(), Map.of())), "m-1", null,
                        Map.of()),
                new ListRootsResult(
                        List.of(new Root("file:///home", "home", META), new Root("file:///", null, Map.of())),
                        revision.isModern() ? Map.of() : META));
    }

    private static List<ClientRequest> requests(RequestMeta meta, Map<String, Map<String, Object>> answers,
            boolean asks) {
        String state = asks ? "sealed" : null;
        return List.of(new ListToolsRequest("cursor", meta), new ListToolsRequest(null, meta),
                new CallToolRequest("echo", Map.of("text", "hi"), answers, state, meta),
                new CallToolRequest("echo", Map.of(), Map.of(), null, meta), new ListResourcesRequest("cursor", meta),
                new ListResourceTemplatesRequest("cursor", meta),
                new ReadResourceRequest("file:///a", answers, state, meta), new ListPromptsRequest("cursor", meta),
                new GetPromptRequest("greet", Map.of("who", "Ada"), answers, state, meta),
                new CompleteRequest(new PromptReference("greet", "Greet"), "who", "A", Map.of("how", "loud"), meta),
                new CompleteRequest(new ResourceTemplateReference("note://{id}"), "id", "", Map.of(), meta));
    }

    static List<ClientRequest> modernRequests() {
        RequestMeta meta = modernMeta();
        List<ClientRequest> requests = new ArrayList<>(
                requests(meta, Map.of("k", Map.of("action", "accept", "content", Map.of("name", "Ada"))), true));
        requests.add(new DiscoverRequest(meta));
        requests.add(new DiscoverRequest(bareModernMeta()));
        requests.add(new SubscriptionsListenRequest(
                new SubscriptionFilter(true, true, true, List.of("file:///a")), meta));
        requests.add(new SubscriptionsListenRequest(new SubscriptionFilter(false, false, false, List.of()), meta));
        return requests;
    }

    static List<ClientRequest> requests(Revision revision) {
        return revision.isModern() ? modernRequests() : legacyRequests(revision);
    }

    private static List<ClientRequest> legacyRequests(Revision revision) {
        RequestMeta meta = legacyMeta(revision);
        List<ClientRequest> requests = new ArrayList<>(requests(meta, Map.of(), false));
        requests.add(new InitializeRequest(revision.text(),
                new ClientCapabilities(new ClientCapabilities.Roots(true), new ClientCapabilities.Sampling(true, true),
                        new ClientCapabilities.Elicitation(true, true), Map.of("x", Map.of()), Map.of()),
                FULL_INFO, meta));
        requests.add(new PingRequest(meta));
        requests.add(new PingRequest(RequestMeta.ofSession(revision)));
        requests.add(new SetLevelRequest(LoggingLevel.WARNING, meta));
        requests.add(new SubscribeRequest("file:///a", meta));
        requests.add(new UnsubscribeRequest("file:///a", meta));
        return requests;
    }

    /** What servers of both revisions tell. */
    static List<McpNotification> notifications() {
        return List.of(new ProgressNotification(new ProgressToken("p"), 50, 100.0, "half"),
                new ProgressNotification(new ProgressToken(3L), 0.5, null, null),
                new LoggingMessageNotification(LoggingLevel.ERROR, "db", Map.of("a", 1L)),
                new LoggingMessageNotification(LoggingLevel.DEBUG, null, "text"), new ToolListChangedNotification(),
                new PromptListChangedNotification(), new ResourceListChangedNotification(),
                new ResourceUpdatedNotification("file:///a"), new CancelledNotification(RequestId.of(4), "late"));
    }

    static List<McpNotification> modernNotifications() {
        List<McpNotification> notifications = new ArrayList<>(notifications());
        notifications.add(new SubscriptionsAcknowledgedNotification(
                new SubscriptionFilter(true, false, true, List.of("file:///a"))));
        return notifications;
    }

    /** What legacy clients tell. */
    static List<McpNotification> legacyNotifications(Revision revision) {
        List<McpNotification> notifications = new ArrayList<>(notifications());
        if (revision == Revision.V2025_11_25) {
            notifications.add(new ElicitationCompleteNotification("e-1"));
        }
        return notifications;
    }

    static List<McpNotification> clientNotifications() {
        return List.of(new InitializedNotification(), new RootsListChangedNotification(),
                new CancelledNotification(RequestId.of("x"), null),
                new ProgressNotification(new ProgressToken("p"), 1, null, null));
    }
}
