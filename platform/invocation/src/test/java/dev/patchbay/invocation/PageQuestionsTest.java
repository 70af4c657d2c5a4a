package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.result;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.call.ClientCapabilities;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.ElicitResult.Action;
import dev.patchbay.api.input.ElicitUrlRequest;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers on pages come from the page, live as long as the call, and never travel. */
class PageQuestionsTest {
    private static final ElicitUrlRequest TOKEN = ElicitRequest.page("Token?").secret("token", "Token").build();
    private static final ElicitRequest NAME = ElicitRequest.form("Name?").string("name", "Name").build();
    private static final ElicitResult SECRET = new ElicitResult(Action.ACCEPT, Map.of("token", "s3cret"));

    private final TestHost host = new TestHost();
    private final FakePages pages = new FakePages();

    private record Can(boolean elicitation, boolean urlElicitation, boolean sampling, boolean roots)
            implements
                ClientCapabilities {}

    /** Pages by number, answered by the test. */
    private static final class FakePages implements Pages {
        private final Map<String, Question> open = new LinkedHashMap<>();
        private final Map<String, ElicitResult> answers = new LinkedHashMap<>();
        private boolean isFull;
        private int last;

        @Override
        public Asked ask(Question question) {
            if (isFull) {
                return new Asked.Impossible("too_many_pages", "Too many.");
            }
            String id = "page-" + ++last;
            open.put(id, question);
            return new Asked.OnPage(id);
        }

        @Override
        public boolean isOpen(String id, Question question) {
            return question.equals(open.get(id)) && !answers.containsKey(id);
        }

        @Override
        public Optional<ElicitResult> answer(String id, Question question) {
            return question.equals(open.get(id)) ? Optional.ofNullable(answers.get(id)) : Optional.empty();
        }

        @Override
        public void forget(String id) {
            open.remove(id);
            answers.remove(id);
        }
    }

    @BeforeEach
    void tool() {
        host.tool("log_in", call -> {
            ElicitResult token = call.ask("token", TOKEN);
            if (!token.isAccepted()) {
                return CallToolResult.text("No: " + token.action());
            }
            return CallToolResult.text(token.string("token").orElse("").length() + " for "
                    + call.ask("name", NAME).string("name").orElse("?"));
        });
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private Outcome<CallToolResult> call(Replay replay, boolean forms, boolean urls) {
        return host.call("team_log_in", Map.of(),
                new Invocation(TestHost.ADA, new Can(forms, urls, false, false), replay,
                        CallEvents.NONE, Admission.GRANTED, pages, Origin.INSIDE));
    }

    private Outcome<CallToolResult> call(Replay replay) {
        return call(replay, true, true);
    }

    private static Outcome.Asked<CallToolResult> asked(Outcome<CallToolResult> outcome) {
        if (outcome instanceof Outcome.Asked<CallToolResult> asked) {
            return asked;
        }
        throw new AssertionError("Not asked but " + outcome);
    }

    private static Replay with(Replay replay, String key, Action action, Map<String, Object> content) {
        Map<String, InputAnswer> answers = new LinkedHashMap<>(replay.answers());
        answers.put(key, new InputAnswer.Elicited(new ElicitResult(action, content)));
        return new Replay(answers, replay.values(), replay.pages(), replay.chain());
    }

    @Test
    void theAnswerIsThereInEveryRunAndInNoReplayAndIsForgottenInTheEnd() {
        Replay first = asked(call(Replay.first())).replay();
        assertThat(first.pages()).isEqualTo(Map.of("token", "page-1"));
        pages.answers.put("page-1", SECRET);

        Outcome.Asked<CallToolResult> second = asked(call(with(first, "token", Action.ACCEPT, Map.of())));
        assertThat(second.requests()).isEqualTo(Map.of("name", NAME));
        assertThat(second.replay().toString()).doesNotContain("s3cret");
        assertThat(second.replay().answers()).isEmpty();
        assertThat(pages.open).hasSize(1);

        assertThat(text(result(call(with(second.replay(), "name", Action.ACCEPT, Map.of("name", "Ann"))))))
                .contains("6 for Ann");
        assertThat(pages.open).isEmpty();
        assertThat(pages.answers).isEmpty();
    }

    @Test
    void anOpenPageIsAskedAgainAndOneThatIsGoneAnew() {
        Replay first = asked(call(Replay.first())).replay();
        Replay second = asked(call(with(first, "token", Action.ACCEPT, Map.of("token", "of the client")))).replay();
        assertThat(second.pages()).isEqualTo(first.pages());

        pages.open.clear(); // a restart
        assertThat(asked(call(second)).replay().pages()).isEqualTo(Map.of("token", "page-2"));
    }

    @Test
    void theClientsNoEndsThePageAndStays() {
        host.tool("twice", call -> CallToolResult
                .text(call.ask("token", TOKEN).action() + " " + call.ask("name", NAME).string("name").orElse("?")));
        Replay first = asked(host.call("team_twice", Map.of(), invocation(Replay.first()))).replay();
        Replay second = asked(
                host.call("team_twice", Map.of(), invocation(with(first, "token", Action.DECLINE, Map.of())))).replay();

        assertThat(pages.open).isEmpty();
        assertThat(text(result(host.call("team_twice", Map.of(),
                invocation(with(second, "name", Action.ACCEPT, Map.of("name", "Ann"))))))).contains("DECLINE Ann");
    }

    private Invocation invocation(Replay replay) {
        return new Invocation(TestHost.ADA, new Can(true, true, false, false), replay, CallEvents.NONE,
                Admission.GRANTED, pages, Origin.INSIDE);
    }

    @Test
    void aFailureOfTheToolForgetsTheAnswerToo() {
        host.tool("fails", call -> {
            call.ask("token", TOKEN);
            throw new ToolException("The tracker does not answer");
        });
        Replay first = asked(host.call("team_fails", Map.of(), invocation(Replay.first()))).replay();
        pages.answers.put("page-1", SECRET);

        assertThat(result(host.call("team_fails", Map.of(), invocation(first))).isError()).isTrue();
        assertThat(pages.answers).isEmpty();
    }

    @Test
    void whatIsMissingIsToldBeforeAPageIsOpened() {
        host.tool("both", call -> {
            call.askAll(Map.of("token", TOKEN, "name", NAME));
            return CallToolResult.text("?");
        });
        assertThat(call(Replay.first(), true, false)).isEqualTo(new Outcome.Refused<>(
                Outcome.Reason.MISSING_CAPABILITY, "This needs a client that declares the capability elicitation.url",
                Map.of("requiredCapabilities", Map.of("elicitation", Map.of("url", Map.of())))));
        Outcome<CallToolResult> both = host.call("team_both", Map.of(), new Invocation(TestHost.ADA,
                new Can(false, false, false, false), Replay.first(), CallEvents.NONE, Admission.GRANTED, pages,
                Origin.INSIDE));
        assertThat(((Outcome.Refused<CallToolResult>) both).data()).isEqualTo(Map.of("requiredCapabilities",
                Map.of("elicitation", Map.of("form", Map.of(), "url", Map.of()))));
        assertThat(pages.open).isEmpty();
    }

    @Test
    void whereThereIsNoPageTheCallFailsAndSaysWhy() {
        pages.isFull = true;
        assertThat(text(result(call(Replay.first())))).contains("Too many.");

        Outcome<CallToolResult> without = host.call("team_log_in", Map.of(),
                new Invocation(TestHost.ADA, new Can(true, true, false, false), Replay.first(), CallEvents.NONE,
                        Origin.INSIDE));
        assertThat(result(without).isError()).isTrue();
        assertThat(text(result(without))).contains("page of the host");
    }
}
