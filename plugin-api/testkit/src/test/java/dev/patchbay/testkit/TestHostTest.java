package dev.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestHostTest {
    private static final String ECHO = """
            @dev.patchbay.api.Contributes
            public final class Fixture {
                public record Settings(@dev.patchbay.api.Description("In front of each line") String prefix) {}

                private final String prefix;

                public Fixture(Settings settings) {
                    this.prefix = settings.prefix();
                }

                @dev.patchbay.api.tool.Tool(description = "Says it again")
                public String echo(@dev.patchbay.api.Description("What to say") String text) {
                    return prefix + text;
                }
            }
            """;
    private static final String LEAK = """
            @dev.patchbay.api.Contributes
            public final class Fixture {
                public Fixture() {
                    Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("holder"))
                            .forEach(thread -> thread.setContextClassLoader(Fixture.class.getClassLoader()));
                }

                @dev.patchbay.api.tool.Tool(description = "Does nothing")
                public void nothing() {}
            }
            """;

    private static final String ASK = """
            @dev.patchbay.api.Contributes
            public final class Fixture {
                @dev.patchbay.api.tool.Tool(description = "Asks on a page")
                public String ask(dev.patchbay.api.call.Call call) {
                    var answer = call.ask("token", dev.patchbay.api.input.ElicitRequest.page("Token?")
                            .secret("token", "Token").bool("keep", "Keep it", true)
                            .choice("size", "Size", java.util.List.of("s", "l"), "s").build());
                    return answer.action() + " " + new java.util.TreeMap<>(answer.content());
                }
            }
            """;

    private static final String TASK = """
            @dev.patchbay.api.Contributes
            public final class Fixture {
                @dev.patchbay.api.tool.Tool(description = "Works as a task",
                        taskSupport = dev.patchbay.api.tool.TaskSupport.OPTIONAL)
                public String work(dev.patchbay.api.call.Call call,
                        @dev.patchbay.api.Description("Whether it never ends") boolean forever) throws Exception {
                    boolean isTask = call.asTask();
                    if (forever) {
                        new java.util.concurrent.CountDownLatch(1).await();
                    }
                    return call.ask("name", dev.patchbay.api.input.ElicitRequest.form("Who?")
                            .string("name", "A name").build()).string("name").orElse("?") + " " + isTask;
                }
            }
            """;

    private static final String CALLING = """
            @dev.patchbay.api.Contributes
            public final class Fixture {
                private final java.util.concurrent.atomic.AtomicInteger calls =
                        new java.util.concurrent.atomic.AtomicInteger();

                @dev.patchbay.api.tool.Tool(description = "Counts its calls")
                public String count(@dev.patchbay.api.Description("What to count") String what) {
                    return what + calls.incrementAndGet();
                }

                @dev.patchbay.api.tool.Tool(description = "Counts, asks and counts again")
                public dev.patchbay.api.tool.CallToolResult relay(dev.patchbay.api.call.Call call) {
                    var what = java.util.Map.of("what", "n");
                    var first = call.tools().call("fixture_count", what);
                    call.ask("on", dev.patchbay.api.input.ElicitRequest.form("Go on?").build());
                    return dev.patchbay.api.tool.CallToolResult.of(java.util.List.of(first.content().getFirst(),
                            call.tools().call("fixture_count", what).content().getFirst()));
                }

                @dev.patchbay.api.tool.Tool(description = "Calls itself")
                public dev.patchbay.api.tool.CallToolResult ring(dev.patchbay.api.call.Call call) {
                    return call.tools().call("fixture_ring", java.util.Map.of());
                }

                @dev.patchbay.api.tool.Tool(description = "Calls what is not granted")
                public dev.patchbay.api.tool.CallToolResult stray(dev.patchbay.api.call.Call call) {
                    return call.tools().call("fixture_relay", java.util.Map.of());
                }
            }
            """;

    @TempDir Path target;

    @Test
    void toolsCallEachOtherThroughTheHost() {
        PluginJar jar = FixturePlugin.compiled(target, CALLING).packed("tools: fixture_count, fixture_ring");
        TestHost host = TestHost.start(scratch -> jar, Optional.empty(), Map.of());
        try (host) {
            TestClient client = host.client();
            client.accept(Map.of());
            assertThat(client.callTool("fixture_relay", Map.of()).text()).contains("n1").contains("n2");
            assertThat(client.callTool("fixture_count", Map.of("what", "m")).text())
                    .as("the first call was not made again when the tool ran again").isEqualTo("m3");
            assertThat(client.callTool("fixture_ring", Map.of()).text()).contains("already on the way");
            assertThat(client.callTool("fixture_stray", Map.of()).text())
                    .contains("This needs the grant 'tools: fixture_relay'");
        }
        host.assertUnloaded();
    }

    @Test
    void theTestKnowsTasksIfItSaysSo() {
        PluginJar jar = FixturePlugin.compiled(target, TASK).packed();
        try (TestHost host = TestHost.start(scratch -> jar, Optional.of("bare"), Map.of())) {
            TestClient client = host.client();
            client.accept(Map.of("name", "Ada"));
            assertThat(client.callTool("bare_work", Map.of("forever", false)).text()).isEqualTo("Ada false");
            client.knowingTasks().accept(Map.of("name", "Bob"));
            assertThat(client.callTool("bare_work", Map.of("forever", false)).text()).isEqualTo("Bob true");
            TestTask task = client.startTask("bare_work", Map.of("forever", true));
            assertThat(task.status()).isEqualTo("working");
            task.cancel();
            assertThat(task.status()).isEqualTo("cancelled");
            assertThatThrownBy(task::result).isInstanceOf(RefusedCallException.class);
        }
    }

    @Test
    void theTestFillsInPages() {
        PluginJar jar = FixturePlugin.compiled(target, ASK).packed();
        try (TestHost host = TestHost.start(scratch -> jar, Optional.of("bare"), Map.of())) {
            TestClient client = host.client();
            client.accept(Map.of("token", "a b&c", "keep", false, "size", "l"));
            assertThat(client.callTool("bare_ask", Map.of()).text())
                    .isEqualTo("ACCEPT {keep=false, size=l, token=a b&c}");
            client.decline();
            assertThat(client.callTool("bare_ask", Map.of()).text()).isEqualTo("DECLINE {}");
            assertThat(client.questions()).containsExactly("Token?", "Token?");
        }
    }

    @Test
    void thePluginGetsItsConfigurationAndItsNamespace() {
        PluginJar jar = FixturePlugin.compiled(target, ECHO).packed();
        try (TestHost host = TestHost.start(scratch -> jar, Optional.of("bare"), Map.of("prefix", "> "))) {
            assertThat(host.client().callTool("bare_echo", Map.of("text", "hello")).text()).isEqualTo("> hello");
            assertThat(host.client()).isSameAs(host.client()).isNotSameAs(host.connect());
        }
    }

    @Test
    void anEmptyNamespaceGivesBareNames() {
        PluginJar jar = FixturePlugin.compiled(target, ECHO).packed();
        TestHost host = TestHost.start(scratch -> jar, Optional.of(""), Map.of("prefix", ""));
        try (host) {
            assertThat(host.client().listTools()).extracting(ListedTool::name).containsExactly("echo");
        }
        host.assertUnloaded();
    }

    @Test
    void aConfigurationThatDoesNotFitIsTold() {
        PluginJar jar = FixturePlugin.compiled(target, ECHO).packed();

        assertThatThrownBy(() -> TestHost.start(scratch -> jar, Optional.empty(), Map.of("prefxi", "> ")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("prefxi")
                .hasMessageContaining("prefix");
    }

    @Test
    void anUnknownToolIsRefusedByName() {
        PluginJar jar = FixturePlugin.compiled(target, ECHO).packed();
        try (TestHost host = TestHost.start(scratch -> jar, Optional.empty(), Map.of("prefix", ""))) {
            assertThatThrownBy(() -> host.client().callTool("nonexistent_tool", Map.of()))
                    .isInstanceOf(RefusedCallException.class).hasMessageContaining("Unknown tool: nonexistent_tool");
        }
    }

    @Test
    void whatKeepsAPluginInMemoryIsTold() throws InterruptedException {
        PluginJar jar = FixturePlugin.compiled(target, LEAK).packed();
        CountDownLatch end = new CountDownLatch(1);
        Thread holder = Thread.ofPlatform().name("holder").daemon().start(() -> {
            while (end.getCount() > 0) { // whatever the host does to end it
                LockSupport.park();
                Thread.interrupted();
            }
        });
        TestHost host = TestHost.start(scratch -> jar, Optional.empty(), Map.of());
        host.close();

        assertThatThrownBy(() -> host.assertUnloaded(Duration.ofMillis(300)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("still in memory").hasMessageContaining("holder");

        end.countDown();
        LockSupport.unpark(holder);
        holder.join();
        holder.setContextClassLoader(null); // a thread that has ended keeps it
        host.assertUnloaded();
    }
}
