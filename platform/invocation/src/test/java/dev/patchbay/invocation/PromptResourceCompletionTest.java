package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.Role;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.prompt.PromptArgument;
import dev.patchbay.api.prompt.PromptMessage;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.spi.InvalidValueException;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.invocation.Outcome.Completed;
import dev.patchbay.invocation.Outcome.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromptResourceCompletionTest {
    private final TestHost host = new TestHost();

    @AfterEach
    void stop() {
        host.close();
    }

    private static GetPromptResult text(String text) {
        return GetPromptResult.of(PromptMessage.user(text));
    }

    @Test
    void aPromptSeesItsArguments() {
        host.prompt("sum", call -> text("Sum up " + call.arguments().get("id")),
                PromptArgument.required("id", "Which"), PromptArgument.optional("tone", "How"));
        assertThat(host.get("team_sum", Map.of("id", "42"))).isEqualTo(new Completed<>(text("Sum up 42")));
        assertThat(host.runtime.lastLabel()).isEqualTo("prompts/get team_sum");
    }

    @Test
    void missingAndUnknownArgumentsOfAPromptAreAllNamed() {
        host.prompt("sum", call -> text("x"), PromptArgument.required("id", "Which"));
        var refused = refused(host.get("team_sum", Map.of("ident", "42")));
        assertThat(refused.reason()).isEqualTo(Reason.INVALID_PARAMS);
        assertThat(refused.message())
                .isEqualTo("Invalid arguments: id is required, ident is not known here; known are id");
    }

    @Test
    void anUnknownPromptIsRefusedAndSoIsOneThatTheCallerMayNotUse() {
        var unknown = refused(host.get("team_no", Map.of()));
        assertThat(unknown.reason()).isEqualTo(Reason.UNKNOWN_PROMPT);
        assertThat(unknown.message()).isEqualTo("Unknown prompt: team_no");
        host.with(new FakePolicy(host.registry).hiding("team_sum")).prompt("sum", call -> text("x"));
        assertThat(refused(host.get("team_sum", Map.of())).reason()).isEqualTo(Reason.UNKNOWN_PROMPT);
    }

    @Test
    void aPromptThatFailsIsAProtocolError() {
        host.prompt("bad", call -> {
            throw new IllegalStateException("secret");
        }).prompt("declared", call -> {
            throw new ToolException("There is no note 42.").code("no_note");
        }).prompt("null", call -> missing()).prompt("value", call -> {
            throw new InvalidValueException("day", "is no day");
        });
        var bad = refused(host.get("team_bad", Map.of()));
        assertThat(bad.reason()).isEqualTo(Reason.INTERNAL);
        assertThat(bad.message()).contains("look for").doesNotContain("secret");
        var declared = refused(host.get("team_declared", Map.of()));
        assertThat(declared.message()).isEqualTo("There is no note 42.");
        assertThat(declared.data()).containsEntry("code", "no_note");
        assertThat(refused(host.get("team_null", Map.of())).message()).contains("no legal result: null");
        var value = refused(host.get("team_value", Map.of()));
        assertThat(value.reason()).isEqualTo(Reason.INVALID_PARAMS);
        assertThat(value.message()).isEqualTo("Invalid arguments: day is no day");
    }

    @Test
    void linksInAPromptAreShownAsClientsKnowThem() {
        host.notes((uri, call) -> missing()).prompt("link", call -> GetPromptResult.of(
                new PromptMessage(Role.USER, ResourceLink.of("notes://1", "one"))));
        assertThat(host.get("team_link", Map.of())).isEqualTo(new Completed<>(GetPromptResult.of(
                new PromptMessage(Role.USER, ResourceLink.of("team+notes://1", "one")))));
    }

    @Test
    void messagesAreCheckedLikeContentOfTools() {
        host.with(new PipelineOptions(Duration.ofSeconds(5), 1_000))
                .prompt("large", call -> text("x".repeat(1_001)))
                .prompt("odd", call -> GetPromptResult.of(
                        new PromptMessage(Role.USER, ContentBlock.image(new byte[1], "png"))));
        var large = refused(host.get("team_large", Map.of()));
        assertThat(large.reason()).isEqualTo(Reason.LIMIT);
        assertThat(large.data()).containsEntry("code", "result_too_large");
        assertThat(refused(host.get("team_odd", Map.of())).data()).containsEntry("code", "invalid_result");
    }

    @Test
    void aConnectorSeesItsOwnUriAndTheClientItsOwn() {
        host.notes((uri, call) -> ReadResourceResult.text(uri, "text/plain", "read " + uri));
        assertThat(host.read("team+notes://42")).isEqualTo(new Completed<>(
                ReadResourceResult.text("team+notes://42", "text/plain", "read notes://42")));
    }

    @Test
    void aResourceThatDoesNotExistIsNamedAsTheClientNamedIt() {
        host.notes((uri, call) -> {
            throw new ResourceNotFoundException(uri);
        });
        for (String uri : List.of("team+notes://42", "other://42", "no uri at all")) {
            var refused = refused(host.read(uri));
            assertThat(refused.reason()).isEqualTo(Reason.RESOURCE_NOT_FOUND);
            assertThat(refused.message()).isEqualTo("Resource not found");
            assertThat(refused.data()).isEqualTo(Map.of("uri", uri));
        }
    }

    @Test
    void contentsAreChecked() {
        host.with(new PipelineOptions(Duration.ofSeconds(5), 1_000))
                .notes((uri, call) -> switch (uri) {
                    case "notes://large" -> ReadResourceResult.blob(uri, "image/png", new byte[1_000]);
                    case "notes://null" -> missing();
                    default -> new ReadResourceResult(List.of(ResourceContents.text("no scheme", "text/plain", "x")));
                });
        assertThat(refused(host.read("team+notes://large")).data()).containsEntry("code", "result_too_large");
        assertThat(refused(host.read("team+notes://null")).data()).containsEntry("code", "invalid_result");
        assertThat(refused(host.read("team+notes://odd")).data()).containsEntry("code", "invalid_result");
    }

    @Test
    void aBusyInstanceIsALimitOutsideOfTools() {
        host.notes((uri, call) -> ReadResourceResult.text(uri, "text/plain", "x"));
        host.runtime.refuse(InstanceUnavailableException.Reason.BUSY);
        var refused = refused(host.read("team+notes://42"));
        assertThat(refused.reason()).isEqualTo(Reason.LIMIT);
        assertThat(refused.data()).containsEntry("code", "busy").containsEntry("retry_after", 1L);
    }

    @Test
    void aCompletionSeesTheTextSoFar() {
        CompletionReference reference = new CompletionReference.OfTemplate("team+notes://{id}", "id");
        host.notes((uri, call) -> missing()).completion(reference,
                (value, context, call) -> CompleteResult.of(List.of(value + "2", value + "3")));
        assertThat(host.complete(reference, "4")).isEqualTo(new Completed<>(CompleteResult.of(List.of("42", "43"))));
    }

    @Test
    void whatExistsWithoutCompletionCompletesToNothing() {
        host.notes((uri, call) -> missing()).prompt("sum", call -> text("x"), PromptArgument.required("id", "Which"));
        Completed<CompleteResult> nothing = new Completed<>(CompleteResult.of(List.of()));
        assertThat(host.complete(new CompletionReference.OfPrompt("team_sum", "id"), "")).isEqualTo(nothing);
        assertThat(host.complete(new CompletionReference.OfTemplate("team+notes://{id}", "id"), ""))
                .isEqualTo(nothing);
    }

    @Test
    void whatDoesNotExistOrMayNotBeUsedCannotBeCompleted() {
        host.prompt("sum", call -> text("x"), PromptArgument.required("id", "Which"));
        assertThat(refused(host.complete(new CompletionReference.OfPrompt("team_no", "id"), "")).reason())
                .isEqualTo(Reason.UNKNOWN_REFERENCE);
        assertThat(refused(host.complete(new CompletionReference.OfTemplate("a://{b}", "b"), "")).reason())
                .isEqualTo(Reason.UNKNOWN_REFERENCE);
        var noArgument = refused(host.complete(new CompletionReference.OfPrompt("team_sum", "ident"), ""));
        assertThat(noArgument.reason()).isEqualTo(Reason.INVALID_PARAMS);
        assertThat(noArgument.message()).isEqualTo("Invalid arguments: ident is no argument of team_sum");
        host.with(new FakePolicy(host.registry).hiding("team_sum"));
        assertThat(refused(host.complete(new CompletionReference.OfPrompt("team_sum", "id"), "")).reason())
                .isEqualTo(Reason.UNKNOWN_REFERENCE);
    }

    @Test
    void aCompletionCannotAsk() {
        CompletionReference reference = new CompletionReference.OfTemplate("team+notes://{id}", "id");
        host.notes((uri, call) -> {
            throw new ResourceNotFoundException(uri);
        });
        host.completion(reference, (value, context, call) -> {
            try {
                call.roots("roots");
                return CompleteResult.of(List.of("asked"));
            } catch (UnsupportedOperationException e) {
                return CompleteResult.of(List.of("refused"));
            }
        });
        assertThat(host.complete(reference, "")).isEqualTo(new Completed<>(CompleteResult.of(List.of("refused"))));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a careless plugin does
    private static <T> T missing() {
        return null;
    }
}
