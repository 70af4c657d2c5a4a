package dev.patchbay.endpoint.mapping;

import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.ask.AskPages;
import dev.patchbay.invocation.InputAnswer;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.protocol.ClientCapabilities;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.input.CreateMessageRequest;
import dev.patchbay.protocol.input.CreateMessageResult;
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.input.ListRootsRequest;
import dev.patchbay.protocol.input.ListRootsResult;
import dev.patchbay.protocol.input.Root;
import dev.patchbay.protocol.input.SamplingMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Questions of plugins and answers of clients. */
public final class InputMapping {
    private InputMapping() {}

    /** What a client declared it can be asked for, as plugins see it. */
    public static dev.patchbay.api.call.ClientCapabilities capabilities(ClientCapabilities declared) {
        return new Declared(declared.asksForms(), declared.opensUrls(), declared.sampling() != null,
                declared.roots() != null);
    }

    /** The same to be kept. */
    public static Map<String, Object> kept(dev.patchbay.api.call.ClientCapabilities capabilities) {
        return Map.of("elicitation", capabilities.elicitation(), "urlElicitation", capabilities.urlElicitation(),
                "sampling", capabilities.sampling(), "roots", capabilities.roots());
    }

    /** What {@link #kept} gave. */
    public static dev.patchbay.api.call.ClientCapabilities ofKept(Map<String, Object> kept) {
        return new Declared(Boolean.TRUE.equals(kept.get("elicitation")),
                Boolean.TRUE.equals(kept.get("urlElicitation")), Boolean.TRUE.equals(kept.get("sampling")),
                Boolean.TRUE.equals(kept.get("roots")));
    }

    private record Declared(boolean elicitation, boolean urlElicitation, boolean sampling, boolean roots)
            implements
                dev.patchbay.api.call.ClientCapabilities {}

    /** The questions on the wire; of one on a page only the message and the page's address. */
    public static Map<String, InputRequest> requests(Outcome.Asked<?> asked, AskPages pages) {
        Map<String, InputRequest> mapped = new LinkedHashMap<>();
        asked.requests().forEach((key, request) -> mapped.put(key,
                request(request, asked.replay().pages().getOrDefault(key, ""), pages)));
        return mapped;
    }

    private static InputRequest request(dev.patchbay.api.input.InputRequest request, String page, AskPages pages) {
        return switch (request) {
            case dev.patchbay.api.input.ElicitUrlRequest onPage -> new ElicitRequest.Url(onPage.message(),
                    pages.url(page), page);
            case dev.patchbay.api.input.ElicitRequest form -> new ElicitRequest.Form(form.message(),
                    form.requestedSchema());
            case dev.patchbay.api.input.CreateMessageRequest sampling -> sampling(sampling);
            case dev.patchbay.api.input.ListRootsRequest roots -> new ListRootsRequest();
        };
    }

    private static CreateMessageRequest sampling(dev.patchbay.api.input.CreateMessageRequest request) {
        List<SamplingMessage> messages = request.messages().stream().map(message -> new SamplingMessage(
                ContentMapping.role(message.role()),
                message.content().stream().map(ContentMapping::samplingBlock).toList(), Map.of())).toList();
        OptionalDouble temperature = request.temperature();
        return new CreateMessageRequest(messages, null, request.systemPrompt().orElse(null), null,
                temperature.isPresent() ? temperature.getAsDouble() : null, request.maxTokens(), List.of(), Map.of(),
                List.of(), null);
    }

    /**
     * An answer of the client.
     *
     * @throws InvalidParamsException if it holds what no plugin can be given
     */
    public static InputAnswer answer(McpResult result) {
        return switch (result) {
            case ElicitResult elicited -> new InputAnswer.Elicited(new dev.patchbay.api.input.ElicitResult(
                    switch (elicited.action()) {
                        case ACCEPT -> dev.patchbay.api.input.ElicitResult.Action.ACCEPT;
                        case DECLINE -> dev.patchbay.api.input.ElicitResult.Action.DECLINE;
                        case CANCEL -> dev.patchbay.api.input.ElicitResult.Action.CANCEL;
                    }, elicited.content()));
            case CreateMessageResult sampled -> new InputAnswer.Sampled(
                    new dev.patchbay.api.input.CreateMessageResult(ContentMapping.toApi(sampled.role()),
                            content(sampled), sampled.model(), Optional.ofNullable(sampled.stopReason())));
            case ListRootsResult roots -> new InputAnswer.Roots(new dev.patchbay.api.input.ListRootsResult(
                    roots.roots().stream().map(root -> new dev.patchbay.api.input.ListRootsResult.Root(root.uri(),
                            Optional.ofNullable(root.name()))).toList()));
            default -> throw new InvalidParamsException("not an answer to a question");
        };
    }

    private static List<ContentBlock> content(CreateMessageResult sampled) {
        List<ContentBlock> content = new ArrayList<>();
        for (var block : sampled.content()) {
            content.add(ContentMapping.toApi(block).orElseThrow(() -> new InvalidParamsException(
                    "content holds a block that was not asked for")));
        }
        return content;
    }

    /** The same answer as it stands on the wire. */
    public static McpResult toWire(InputAnswer answer) {
        return switch (answer) {
            case InputAnswer.Elicited(var elicited) -> switch (elicited.action()) {
                case ACCEPT -> ElicitResult.accept(nonNull(elicited.content()));
                case DECLINE -> ElicitResult.decline();
                case CANCEL -> ElicitResult.cancel();
            };
            case InputAnswer.Sampled(var sampled) -> new CreateMessageResult(ContentMapping.role(sampled.role()),
                    sampled.content().stream().map(ContentMapping::samplingBlock).toList(), sampled.model(),
                    sampled.stopReason().orElse(null), Map.of());
            case InputAnswer.Roots(var roots) -> new ListRootsResult(roots.roots().stream()
                    .map(root -> new Root(root.uri(), root.name().orElse(null), Map.of())).toList(), Map.of());
        };
    }

    @SuppressWarnings("NullAway") // JSON null is a null value in both, which the two sides annotate differently
    private static Map<String, Object> nonNull(Map<String, ?> content) {
        Map<String, Object> copy = new LinkedHashMap<>();
        content.forEach(copy::put);
        return copy;
    }
}
