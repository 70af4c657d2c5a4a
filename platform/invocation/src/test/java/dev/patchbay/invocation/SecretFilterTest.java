package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.content.Annotations;
import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.EmbeddedResource;
import dev.patchbay.api.content.ImageContent;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretFilterTest {
    private static final String VALUE = "canary-31-value";

    private final HandedSecrets secrets = new HandedSecrets(4);
    private final SecretFilter filter = new SecretFilter(secrets);

    @BeforeEach
    void hand() {
        secrets.add(VALUE);
    }

    @SuppressWarnings("unchecked") // a result stays of its type
    private <R> R hidden(R result) {
        return ((Outcome.Completed<R>) filter.hidden(new Outcome.Completed<>(result))).result();
    }

    @Test
    void hidesInEveryPartOfAToolsResult() {
        byte[] image = {1, 2};
        CallToolResult result = hidden(CallToolResult.of(List.of(new TextContent("a " + VALUE, Annotations.none()),
                new ResourceLink("notes://" + VALUE, VALUE, Optional.of(VALUE), Optional.of("x" + VALUE),
                        Optional.of("text/plain"), OptionalLong.empty(), Annotations.none()),
                new EmbeddedResource(new TextResourceContents("notes://1", Optional.empty(), VALUE),
                        Annotations.none()),
                new ImageContent(image, "image/png", Annotations.none())))
                .withStructuredContent(Map.of("deep", List.of(Map.of("token", VALUE))))
                .withMeta(Map.of("m", VALUE)).asError());
        assertThat(result.content() + " " + result.structuredContent() + result.meta()).doesNotContain("canary")
                .contains("a ***", "notes://***", "x***");
        assertThat(result.isError()).isTrue();
        assertThat(result.content()).hasSize(4);
        assertThat(result.structuredContent()).contains(Map.of("deep", List.of(Map.of("token", "***"))));
    }

    @Test
    void hidesInPromptsResourcesAndCompletions() {
        ContentBlock text = new TextContent(VALUE, Annotations.none());
        GetPromptResult prompt = hidden(new GetPromptResult(Optional.of("d " + VALUE), List.of(
                new PromptMessage(PromptMessage.user("").role(), text), PromptMessage.assistant("clean"))));
        assertThat(prompt.toString()).doesNotContain("canary").contains("d ***", "clean");
        ReadResourceResult resource = hidden(new ReadResourceResult(List.of(
                new TextResourceContents("notes://1", Optional.empty(), VALUE), new BlobResourceContents("notes://2",
                        Optional.empty(), ("\u0001" + VALUE).getBytes(StandardCharsets.ISO_8859_1)))));
        assertThat(resource.contents().getFirst())
                .isEqualTo(new TextResourceContents("notes://1", Optional.empty(), "***"));
        assertThat(((BlobResourceContents) resource.contents().getLast()).blob())
                .isEqualTo("\u0001***".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(hidden(new CompleteResult(List.of(VALUE, "b"), OptionalInt.of(2), false)).values())
                .containsExactly("***", "b");
    }

    @Test
    void hidesInQuestions() {
        Map<String, InputRequest> requests = Map.of("a", ElicitRequest.form("Use " + VALUE + "?").build(), "b",
                CreateMessageRequest.builder(5).message(SamplingMessage.user("is " + VALUE + " good?"))
                        .systemPrompt("know " + VALUE).build(),
                "c", ElicitRequest.page("Not " + VALUE + "?").build(),
                "d", new ListRootsRequest());
        Outcome<String> hidden = filter.hidden(new Outcome.Asked<>(requests, Replay.first()));
        Map<String, InputRequest> clean = ((Outcome.Asked<String>) hidden).requests();
        assertThat(clean.get("a")).isInstanceOfSatisfying(ElicitRequest.class,
                form -> assertThat(form.message()).isEqualTo("Use ***?"));
        assertThat(clean.get("b")).isInstanceOfSatisfying(CreateMessageRequest.class, sampling -> {
            assertThat(sampling.messages() + " " + sampling.systemPrompt()).contains("is *** good?", "know ***")
                    .doesNotContain("canary");
            assertThat(sampling.maxTokens()).isEqualTo(5);
        });
        assertThat(clean.get("c")).isInstanceOfSatisfying(ElicitUrlRequest.class,
                page -> assertThat(page.message()).isEqualTo("Not ***?"));
        assertThat(clean.get("d")).isInstanceOf(ListRootsRequest.class);
    }

    @Test
    void hidesInRefusals() {
        assertThat(filter.hidden(new Outcome.Refused<>(Outcome.Reason.INTERNAL, "no " + VALUE,
                Map.of("suggestions", List.of(VALUE)))))
                .isEqualTo(new Outcome.Refused<>(Outcome.Reason.INTERNAL, "no ***",
                        Map.of("suggestions", List.of("***"))));
        Outcome<String> cancelled = new Outcome.Cancelled<>();
        assertThat(filter.hidden(cancelled)).isSameAs(cancelled);
    }
}
