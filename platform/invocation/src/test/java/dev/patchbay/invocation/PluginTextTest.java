package dev.patchbay.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.call.LoggingLevel;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a plugin says beside its results is bounded too. */
class PluginTextTest {
    private static final String HUGE = "x".repeat(5_000_000);

    private final TestHost host = new TestHost();

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void aHugeFailureIsCut() {
        host.tool("fails", call -> {
            throw new ToolException(HUGE).suggestion(HUGE);
        });
        CallToolResult result = host.result("team_fails");
        assertThat(TestHost.text(result)).hasSizeLessThan(20_000).contains("(cut, it had 5000000 characters)");
        assertThat(TestHost.error(result).toString()).hasSizeLessThan(20_000);
    }

    @Test
    void hugeLogLinesAndProgressMessagesAreCut() {
        AtomicInteger longest = new AtomicInteger();
        CallEvents events = new CallEvents() {
            @Override
            public void progress(double progress, @Nullable Double total, @Nullable String message) {
                longest.accumulateAndGet(message == null ? 0 : message.length(), Math::max);
            }

            @Override
            public void log(LoggingLevel level, String logger, String message) {
                longest.accumulateAndGet(message.length(), Math::max);
            }
        };
        host.tool("talks", call -> {
            call.log().info(HUGE);
            call.progress().report(1, null, HUGE);
            return CallToolResult.text("done");
        });
        host.call("team_talks", Map.of(), TestHost.invocation(Replay.first(), events));
        assertThat(longest.get()).isBetween(PluginText.MAX_CHARACTERS, 20_000);
    }

    @Test
    void aHugeQuestionIsThePluginsFault() {
        host.tool("asks", call -> CallToolResult.text(call.ask("q", ElicitRequest.form(HUGE).build()).toString()));
        CallToolResult result = host.result("team_asks");
        assertThat(result.isError()).isTrue();
        assertThat(TestHost.text(result)).contains("5000000");
    }
}
