package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.error;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.call.CallCancelledException;
import dev.patchbay.api.input.InputRequired;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileToolTest {
    private static final Pattern ID = Pattern.compile("look for ([0-9a-f]{8}) in the log");

    private final TestHost host = new TestHost();
    private final LoggedIncidents log = new LoggedIncidents();

    @AfterEach
    void stop() {
        log.close();
        host.close();
    }

    static Stream<Throwable> whateverAPluginThrows() {
        return Stream.of(new IllegalStateException("secret"), new IOException("secret"), new Error("secret"),
                new StackOverflowError("secret"), new OutOfMemoryError("secret"), new AssertionError("secret"),
                new NoSuchMethodError("secret"), new InterruptedException("secret"),
                new CallCancelledException("secret"), new ExceptionInInitializerError("secret"));
    }

    @ParameterizedTest
    @MethodSource("whateverAPluginThrows")
    void theClientSeesTheIdAndTheAdministratorTheRest(Throwable failure) {
        host.tool("bad", call -> {
            HostileToolTest.<RuntimeException>sneak(failure);
            return CallToolResult.text("not reached");
        });
        CallToolResult result = host.result("team_bad");
        assertThat(result.isError()).isTrue();
        assertThat(text(result) + result.meta()).doesNotContain("secret");
        assertThat(error(result)).containsEntry("code", "internal_error").containsEntry("retryable", false);
        Matcher id = ID.matcher(text(result));
        assertThat(id.find()).isTrue();
        assertThat(log.texts()).singleElement().asString().startsWith(
                id.group(1) + ": tools/call team_bad of instance team (plugin plugin-of-team 1.2.3) failed");
        assertThat(log.causes()).containsExactly("secret");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws what is no exception, as a plugin can
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void aMissingClassIsNamedToTheAdministratorAsWhatItIs() {
        host.tool("bad", call -> {
            throw new NoClassDefFoundError("com/example/Missing");
        });
        host.result("team_bad");
        assertThat(log.texts()).singleElement().asString().contains("is a library missing in its JAR?");
    }

    /** An exception that cannot even be written down. */
    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    @Test
    void anExceptionThatThrowsWhenItIsLoggedHarmsNothing() {
        host.tool("bad", call -> {
            throw new Unspeakable();
        });
        assertThat(error(host.result("team_bad"))).containsEntry("code", "internal_error");
        assertThat(log.texts()).isNotEmpty();
    }

    @Test
    void theCauseOfADeclaredFailureIsLoggedAndNotShown() {
        host.tool("declared", call -> {
            throw new ToolException("The store does not answer.", new IOException("secret"));
        });
        assertThat(text(host.result("team_declared"))).contains("The store does not answer.")
                .doesNotContain("secret");
        assertThat(log.texts()).hasSize(1);
    }

    @Test
    void aResourceThatAToolDoesNotFindIsNamed() {
        host.notes((uri, call) -> {
            throw new ResourceNotFoundException(uri);
        }).tool("show", call -> {
            throw new ResourceNotFoundException("notes://42");
        });
        CallToolResult result = host.result("team_show");
        assertThat(text(result)).contains("Resource not found: team+notes://42");
        assertThat(error(result)).containsEntry("code", "not_found");
    }

    @Test
    void theEndOfARunWithoutAQuestionIsAFault() {
        host.tool("bad", call -> {
            throw new InputRequired();
        });
        assertThat(text(host.result("team_bad"))).contains("Fault of the plugin");
    }

    @Test
    void aFailedCallLeavesTheNextOnesAlone() {
        host.tool("bad", call -> {
            throw new Error("bad");
        }).tool("good", call -> CallToolResult.text("good"));
        for (int i = 0; i < 50; i++) {
            host.result("team_bad");
        }
        assertThat(text(host.result("team_good"))).contains("good");
    }
}
