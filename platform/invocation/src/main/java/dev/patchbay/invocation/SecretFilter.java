package dev.patchbay.invocation;

import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.content.AudioContent;
import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.EmbeddedResource;
import dev.patchbay.api.content.ImageContent;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.TextContent;
import dev.patchbay.api.content.TextResourceContents;
import dev.patchbay.api.input.CreateMessageRequest;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitUrlRequest;
import dev.patchbay.api.input.InputRequest;
import dev.patchbay.api.input.ListRootsRequest;
import dev.patchbay.api.input.SamplingMessage;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.HandedSecrets;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Takes the secrets that an instance was handed out of what its calls return. */
final class SecretFilter {
    private final HandedSecrets secrets;

    SecretFilter(HandedSecrets secrets) {
        this.secrets = secrets;
    }

    /** Returns the outcome without the secrets; what holds none stays the same object. */
    @SuppressWarnings("unchecked") // a result is replaced by one of its own type
    <R> Outcome<R> hidden(Outcome<R> how) {
        return switch (how) {
            case Outcome.Completed<R>(R result) -> new Outcome.Completed<>((R) hidden((Object) result));
            case Outcome.Refused<R>(Outcome.Reason reason, String message, Map<String, Object> data) ->
                    new Outcome.Refused<>(reason, secrets.hidden(message), object(data));
            case Outcome.Asked<R>(Map<String, InputRequest> requests, Replay replay) -> {
                Map<String, InputRequest> clean = new LinkedHashMap<>();
                requests.forEach((key, request) -> clean.put(key, hidden(request)));
                yield new Outcome.Asked<>(clean, replay);
            }
            case Outcome.Cancelled<R> cancelled -> cancelled;
        };
    }

    private InputRequest hidden(InputRequest request) {
        return switch (request) {
            case ElicitRequest form ->
                    new ElicitRequest(secrets.hidden(form.message()), object(form.requestedSchema()));
            case ElicitUrlRequest page ->
                    new ElicitUrlRequest(secrets.hidden(page.message()), object(page.requestedSchema()));
            case CreateMessageRequest sampling -> hidden(sampling);
            case ListRootsRequest roots -> roots;
        };
    }

    private CreateMessageRequest hidden(CreateMessageRequest request) {
        CreateMessageRequest.Builder clean = CreateMessageRequest.builder(request.maxTokens());
        request.messages().forEach(message -> clean.message(new SamplingMessage(message.role(),
                message.content().stream().map(this::hidden).toList())));
        request.systemPrompt().ifPresent(text -> clean.systemPrompt(secrets.hidden(text)));
        request.temperature().ifPresent(clean::temperature);
        return clean.build();
    }

    private Object hidden(Object result) {
        return switch (result) {
            case CallToolResult tool -> hidden(tool);
            case GetPromptResult prompt -> new GetPromptResult(prompt.description().map(secrets::hidden),
                    prompt.messages().stream()
                            .map(message -> new PromptMessage(message.role(), hidden(message.content()))).toList());
            case ReadResourceResult resource ->
                    new ReadResourceResult(resource.contents().stream().map(this::hidden).toList());
            case CompleteResult completion -> new CompleteResult(
                    completion.values().stream().map(secrets::hidden).toList(), completion.total(),
                    completion.hasMore());
            default -> result;
        };
    }

    private CallToolResult hidden(CallToolResult result) {
        CallToolResult clean = result.withContent(result.content().stream().map(this::hidden).toList());
        Object structured = result.structuredContent().orElse(null);
        if (structured != null) {
            clean = clean.withStructuredContent(Objects.requireNonNull(secrets.hiddenIn(structured)));
        }
        return result.meta().isEmpty() ? clean : clean.withMeta(object(result.meta()));
    }

    @SuppressWarnings("unchecked") // an object stays one
    private Map<String, Object> object(Map<String, Object> json) {
        return (Map<String, Object>) Objects.requireNonNull(secrets.hiddenIn(json));
    }

    private ContentBlock hidden(ContentBlock block) {
        return switch (block) {
            case TextContent text -> new TextContent(secrets.hidden(text.text()), text.annotations());
            case ResourceLink link -> new ResourceLink(secrets.hidden(link.uri()), secrets.hidden(link.name()),
                    link.title().map(secrets::hidden), link.description().map(secrets::hidden), link.mimeType(),
                    link.sizeBytes(), link.annotations());
            case EmbeddedResource embedded ->
                    new EmbeddedResource(hidden(embedded.resource()), embedded.annotations());
            case ImageContent image -> image;
            case AudioContent audio -> audio;
        };
    }

    private ResourceContents hidden(ResourceContents contents) {
        return switch (contents) {
            case TextResourceContents text -> new TextResourceContents(secrets.hidden(text.uri()), text.mimeType(),
                    secrets.hidden(text.text()));
            case BlobResourceContents blob -> new BlobResourceContents(secrets.hidden(blob.uri()), blob.mimeType(),
                    bytes(blob.blob()));
        };
    }

    /** Bytes that hold a secret as text are as good as text. */
    private byte[] bytes(byte[] blob) {
        String text = new String(blob, StandardCharsets.ISO_8859_1);
        String clean = secrets.hidden(text);
        return text.equals(clean) ? blob : clean.getBytes(StandardCharsets.ISO_8859_1);
    }
}
