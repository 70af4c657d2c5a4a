package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.refused;
import static dev.patchbay.invocation.TestHost.result;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.Role;
import dev.patchbay.api.input.Answers;
import dev.patchbay.api.input.CreateMessageRequest;
import dev.patchbay.api.input.CreateMessageResult;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.ElicitResult.Action;
import dev.patchbay.api.input.InputRequest;
import dev.patchbay.api.input.ListRootsRequest;
import dev.patchbay.api.input.ListRootsResult;
import dev.patchbay.api.input.SamplingMessage;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.invocation.InputAnswer.Elicited;
import dev.patchbay.invocation.InputAnswer.Roots;
import dev.patchbay.invocation.InputAnswer.Sampled;
import dev.patchbay.invocation.Outcome.Asked;
import dev.patchbay.invocation.Outcome.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskingTest {
    private static final ElicitRequest SURE = ElicitRequest.form("Delete it?").bool("sure", "Yes", false)
            .integer("copies", "How many").build();
    private static final CreateMessageRequest POEM = CreateMessageRequest.builder(100)
            .message(SamplingMessage.user("A poem")).build();
    private static final Elicited YES = accepted(Map.of("sure", true, "copies", 2L));
    private static final Sampled POETRY = new Sampled(new CreateMessageResult(Role.ASSISTANT,
            List.of(ContentBlock.text("Roses")), "model", Optional.empty()));
    private static final Roots ROOTS = new Roots(
            new ListRootsResult(List.of(new ListRootsResult.Root("file:///home", Optional.empty()))));

    private final TestHost host = new TestHost();

    @AfterEach
    void stop() {
        host.close();
    }

    private static Elicited accepted(Map<String, Object> content) {
        return new Elicited(new ElicitResult(Action.ACCEPT, content));
    }

    private Outcome<CallToolResult> call(Map<String, InputAnswer> answers) {
        return call(new Replay(answers, Map.of(), Optional.empty()));
    }

    private Outcome<CallToolResult> call(Replay replay) {
        return host.call("team_ask", Map.of(), TestHost.invocation(replay, CallEvents.NONE));
    }

    private void tool(ToolHandler handler) {
        host.tool("ask", handler);
    }

    private static Asked<CallToolResult> asked(Outcome<CallToolResult> outcome) {
        if (outcome instanceof Asked<CallToolResult> asked) {
            return asked;
        }
        throw new AssertionError("Not asked but " + outcome);
    }

    @Test
    void theFirstRunEndsAtTheQuestionAndTheNextOneGetsTheAnswer() {
        tool(call -> {
            ElicitResult answer = call.ask("confirm", SURE);
            return CallToolResult.text(answer.action() + " " + answer.isTrue("sure"));
        });
        assertThat(asked(call(Map.of())).requests()).isEqualTo(Map.of("confirm", SURE));
        assertThat(text(result(call(Map.of("confirm", YES))))).contains("ACCEPT true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DECLINE", "CANCEL"})
    void noIsAnAnswerToo(Action action) {
        tool(call -> CallToolResult.text(call.ask("confirm", SURE).action() + ""));
        assertThat(text(result(call(Map.of("confirm", new Elicited(new ElicitResult(action, Map.of())))))))
                .contains(action.name());
    }

    @Test
    void theModelAndTheRootsCanBeAskedToo() {
        tool(call -> CallToolResult.text(
                call.sample("poem", POEM).text() + " " + call.roots("where").roots().getFirst().uri()));
        assertThat(asked(call(Map.of())).requests()).isEqualTo(Map.of("poem", POEM));
        Asked<CallToolResult> second = asked(call(Map.of("poem", POETRY)));
        assertThat(second.requests()).isEqualTo(Map.of("where", new ListRootsRequest()));
        // The answers of all rounds travel
        assertThat(second.replay().answers()).isEqualTo(Map.of("poem", POETRY));
        assertThat(text(result(call(Map.of("poem", POETRY, "where", ROOTS))))).contains("Roses file:///home");
    }

    @Test
    void severalQuestionsOfOneRoundComeInTheirOrderAndOnlyThoseWithoutAnswerAgain() {
        Map<String, InputRequest> questions = new LinkedHashMap<>();
        questions.put("z", SURE);
        questions.put("a", POEM);
        questions.put("m", new ListRootsRequest());
        tool(call -> {
            Answers answers = call.askAll(questions);
            assertThatThrownBy(() -> answers.message("z")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> answers.roots("other")).isInstanceOf(IllegalArgumentException.class);
            return CallToolResult.text(answers.elicitation("z").content().get("copies") + answers.message("a").text()
                    + answers.roots("m").roots().size());
        });
        assertThat(asked(call(Map.of())).requests().keySet()).containsExactly("z", "a", "m");
        Asked<CallToolResult> second = asked(call(Map.of("a", POETRY)));
        assertThat(second.requests().keySet()).containsExactly("z", "m");
        assertThat(second.replay().answers()).isEqualTo(Map.of("a", POETRY));
        assertThat(text(result(call(Map.of("z", YES, "a", POETRY, "m", ROOTS))))).contains("2Roses1");
    }

    @Test
    void answersThatNobodyAskedForAreIgnoredAndNotCarriedOn() {
        tool(call -> CallToolResult.text(call.ask("confirm", SURE).action() + ""));
        assertThat(asked(call(Map.of("other", YES))).replay().answers()).isEmpty();
        assertThat(text(result(call(Map.of("confirm", YES, "other", YES))))).contains("ACCEPT");
    }

    @Test
    void anAnswerThatIsNoneIsAskedAgain() {
        tool(call -> CallToolResult.text(call.ask("confirm", SURE).action() + ""));
        List<InputAnswer> noAnswers = List.of(POETRY, ROOTS, accepted(Map.of()), accepted(Map.of("copies", "two")),
                accepted(Map.of("copies", 2L, "sure", "yes")));
        for (InputAnswer none : noAnswers) {
            Asked<CallToolResult> again = asked(call(Map.of("confirm", none)));
            assertThat(again.requests().keySet()).containsExactly("confirm");
            assertThat(again.replay().answers()).isEmpty();
        }
    }

    @Test
    void askingForWhatTheClientDidNotDeclareIsRefusedWithAllThatIsMissing() {
        tool(call -> CallToolResult.text(call.askAll(Map.of("a", SURE, "b", POEM, "c", new ListRootsRequest())) + ""));
        Outcome<CallToolResult> outcome = host.call("team_ask", Map.of(),
                new Invocation(TestHost.ADA, TestHost.NONE, Replay.first(), CallEvents.NONE, Origin.INSIDE));
        assertThat(refused(outcome).reason()).isEqualTo(Reason.MISSING_CAPABILITY);
        assertThat(refused(outcome).data()).isEqualTo(Map.of("requiredCapabilities",
                Map.of("elicitation", Map.of(), "sampling", Map.of(), "roots", Map.of())));
    }

    @Test
    void aToolThatLooksFirstCanDoWithout() {
        tool(call -> CallToolResult.text(call.clientCapabilities().elicitation() ? "ask" : "do without"));
        assertThat(text(result(host.call("team_ask", Map.of(),
                new Invocation(TestHost.ADA, TestHost.NONE, Replay.first(), CallEvents.NONE, Origin.INSIDE)))))
                .contains("do without");
    }

    @Test
    void workOfOnceIsDoneOnceOverAllRuns() {
        AtomicInteger worked = new AtomicInteger();
        tool(call -> {
            Object value = call.once("work", worked::incrementAndGet);
            return CallToolResult.text(call.ask("confirm", SURE).action() + " " + value + " " + worked);
        });
        Asked<CallToolResult> first = asked(call(Map.of()));
        assertThat(first.replay().values()).isEqualTo(Map.of("work", 1L));
        assertThat(text(result(call(new Replay(Map.of("confirm", YES), first.replay().values(), Optional.empty())))))
                .contains("ACCEPT 1 1");
    }

    @Test
    void aValueOfOnceIsTheSameInTheFirstRunAsAfterItsTravelThroughTheClient() {
        List<@Nullable Object> values = new ArrayList<>();
        tool(call -> {
            values.add(call.once("int", () -> 5));
            values.add(call.once("double", () -> 2.5));
            values.add(call.once("integral", () -> new java.math.BigDecimal("7")));
            values.add(call.once("big", () -> java.math.BigInteger.TWO));
            values.add(call.once("null", () -> null));
            values.add(call.once("list", () -> List.of(1, Map.of("a", (short) 2))));
            return CallToolResult.text("done");
        });
        host.result("team_ask");
        assertThat(values).containsExactly(5L, new java.math.BigDecimal("2.5"), 7L, 2L, null,
                List.of(1L, Map.of("a", 2L)));
    }

    @Test
    void aNullOfOnceIsKeptToo() {
        AtomicInteger worked = new AtomicInteger();
        tool(call -> {
            call.once("work", () -> worked.incrementAndGet() > 0 ? null : "never");
            return CallToolResult.text("done");
        });
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("work", null);
        call(new Replay(Map.of(), values, Optional.empty()));
        assertThat(worked).hasValue(0);
    }

    @Test
    void onceRefusesWhatIsNoJson() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        tool(call -> {
            for (Object odd : List.of(java.time.Instant.EPOCH, Double.NaN, Map.of(1, 2), java.util.Set.of(1),
                    endless)) {
                assertThatThrownBy(() -> call.once("odd", () -> odd)).isInstanceOf(IllegalArgumentException.class);
            }
            return CallToolResult.text("refused all");
        });
        assertThat(text(host.result("team_ask"))).contains("refused all");
    }

    @Test
    void questionsAndValuesHaveNamesOfTheirOwn() {
        tool(call -> CallToolResult.text(call.once("same", () -> "value") + " " + call.ask("same", SURE).action()));
        assertThat(text(result(call(Map.of("same", YES))))).contains("value ACCEPT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ä", "a/b",
        "a2345678901234567890123456789012345678901234567890123456789012345"})
    void anIllegalKeyIsRefused(String key) {
        tool(call -> {
            assertThatThrownBy(() -> call.roots(key)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> call.once(key, () -> 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> call.askAll(Map.of())).isInstanceOf(IllegalArgumentException.class);
            return CallToolResult.text("refused");
        });
        assertThat(text(host.result("team_ask"))).contains("refused");
    }

    @Test
    void theSameQuestionTwiceHasTheSameAnswer() {
        tool(call -> CallToolResult
                .text(call.ask("confirm", SURE).action() + " " + call.ask("confirm", SURE).action()));
        assertThat(text(result(call(Map.of("confirm", YES))))).contains("ACCEPT ACCEPT");
    }

    @Test
    void twoDifferentQuestionsUnderOneKeyAreAFaultThatSaysSo() {
        tool(call -> CallToolResult.text(call.ask("confirm", SURE) + ""
                + call.ask("confirm", ElicitRequest.form("Something else?").build())));
        assertThat(text(result(call(Map.of("confirm", YES))))).contains(
                "Fault of the plugin: it asked two different questions under the key 'confirm'; each needs a key of its"
                        + " own");
    }

    @Test
    void twoDifferentSamplingsUnderOneKeyAreAFaultToo() {
        CreateMessageRequest other = CreateMessageRequest.builder(7).message(SamplingMessage.user("A poem")).build();
        tool(call -> CallToolResult.text(call.sample("poem", POEM).text() + call.sample("poem", other).text()));
        assertThat(text(result(call(Map.of("poem", POETRY))))).contains("two different questions under the key 'poem'");
    }

    @Test
    void anIllegalFormIsAFaultAlreadyWhenItIsAsked() {
        tool(call -> CallToolResult.text(call.ask("form", ElicitRequest.form("?")
                .field("a", Map.of("type", "strnig"), true).build()) + ""));
        assertThat(text(host.result("team_ask"))).contains("the form of the question 'form' is illegal");
    }

    private static CallToolResult swallowAndReturn(Call call) {
        try {
            call.ask("confirm", SURE);
        } catch (Throwable e) {
            return CallToolResult.text("caught");
        }
        return CallToolResult.text("answered");
    }

    private static CallToolResult swallowAndThrow(Call call) {
        try {
            return CallToolResult.text(call.ask("confirm", SURE) + "");
        } catch (Throwable e) {
            throw new IllegalStateException("wrapped", e);
        }
    }

    private static CallToolResult swallowAndAskOn(Call call) {
        swallowAndReturn(call);
        return CallToolResult.text(call.roots("where") + "");
    }

    @Test
    void aToolThatSwallowsTheEndOfItsRunFailsWithATextThatSaysSo() {
        for (ToolHandler handler : List.<ToolHandler>of(AskingTest::swallowAndReturn, AskingTest::swallowAndThrow,
                AskingTest::swallowAndAskOn)) {
            try (TestHost other = new TestHost()) {
                other.tool("ask", handler);
                CallToolResult result = other.result("team_ask");
                assertThat(result.isError()).isTrue();
                assertThat(text(result)).contains("it asked a question and then caught the InputRequired error",
                        "never catch Throwable or Error around a question");
            }
        }
    }

    @Test
    void catchingExceptionsAroundAQuestionIsFine() {
        tool(call -> {
            try {
                return CallToolResult.text(call.ask("confirm", SURE).action() + "");
            } catch (RuntimeException e) {
                return CallToolResult.text("caught");
            }
        });
        assertThat(asked(call(Map.of())).requests().keySet()).containsExactly("confirm");
    }

    @Test
    void aQuestionOnAnotherThreadIsRefusedThereAndOnceIsNot() {
        tool(call -> CallToolResult.text(CompletableFuture.supplyAsync(() -> {
            assertThatThrownBy(() -> call.ask("confirm", SURE)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("on the thread of the call");
            return "refused, once " + call.once("value", () -> 1);
        }).join()));
        assertThat(text(host.result("team_ask"))).contains("refused, once 1");
    }

    @Test
    void promptsAndResourceReadsCanAskToo() {
        host.notes((uri, call) -> {
            throw new AssertionError("answered " + call.roots("where"));
        }).prompt("ask", call -> {
            throw new AssertionError("answered " + call.roots("where"));
        });
        assertThat(host.read("team+notes://1")).isInstanceOf(Asked.class);
        assertThat(host.get("team_ask", Map.of())).isInstanceOf(Asked.class);
    }
}
