package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.broker.Broker;
import dev.patchbay.broker.SecretSource;
import dev.patchbay.host.fixture.PluginCalling;
import dev.patchbay.host.fixture.PluginCalling.CallFailed;
import dev.patchbay.host.fixture.PluginJar;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real JAR that uses what it was granted, and what it was not. */
class GrantedAccessTest {
    private static final List<String> SEEN = new CopyOnWriteArrayList<>();
    private static final CountDownLatch OVER = new CountDownLatch(1);
    @TempDir private static Path folder;
    private static HttpServer server;
    private static HostFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                SEEN.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
                if (exchange.getRequestURI().getPath().equals("/slow")) {
                    OVER.await();
                }
                byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, hello.length);
                exchange.getResponseBody().write(hello);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        int port = server.getAddress().getPort();
        Map<String, String> environment = Map.of("PATCHBAY_SECRET_CALLER_TOKEN", "s3cret", "LANG", "de", "HOME", "/");
        fixture = new HostFixture(folder, settings -> settings, Approval.ofEverything(),
                Broker.of(SecretSource.ofEnvironment(environment), environment));
        PluginJar.of("caller", "1.0.0").attribute("Patchbay-Grants",
                "hosts: 127.0.0.1:" + port + ", localhost:" + port + "; secrets: caller.token, caller.unset;"
                        + " environment: LANG; tools: other_tool; datasources: orders; paths: " + folder + " (rw)")
                .tool("granted", """
                        return CallToolResult.text(context.http().send(HttpRequest.get("http://127.0.0.1:%d/x")
                                .withBearer(context.secret("caller.token"))).text());""".formatted(port))
                .tool("other", "return CallToolResult.text(context.http()"
                        + ".send(HttpRequest.get(\"https://api.example.com/\")).text());")
                .tool("private", """
                        return CallToolResult.text(context.http().send(
                                HttpRequest.get("http://localhost:%d/private")).text());""".formatted(port))
                .tool("slow", """
                        return CallToolResult.text(context.http().send(
                                HttpRequest.get("http://127.0.0.1:%d/slow")).text());""".formatted(port))
                .tool("lang", "return CallToolResult.text(context.environment(\"LANG\").orElse(\"?\"));")
                .tool("home", "return CallToolResult.text(context.environment(\"HOME\").orElse(\"?\"));")
                .tool("file", """
                        context.files().writeText("%1$s/note.txt", "written");
                        return CallToolResult.text(context.files().readText("%1$s/note.txt"));""".formatted(folder))
                .tool("outside", "return CallToolResult.text(context.files().readText(\"/etc/passwd\"));")
                .tool("orders", "return CallToolResult.text(context.datasource(\"orders\").toString());")
                .tool("crm", "return CallToolResult.text(context.datasource(\"crm\").toString());")
                .tool("unset", "return CallToolResult.text(context.secret(\"caller.unset\").reveal());")
                .tool("foreign", "return CallToolResult.text(context.secret(\"other.token\").reveal());")
                .writeTo(fixture.plugins.resolve("caller.jar"));
        fixture.start();
    }

    @AfterAll
    static void stop() {
        OVER.countDown();
        fixture.close();
        server.stop(0);
    }

    private static void assertFails(String tool, String why) {
        assertThatThrownBy(() -> fixture.calling.call("caller_" + tool)).isInstanceOf(CallFailed.class)
                .hasMessageContaining(why);
    }

    @Test
    void aGrantedHostIsCalledWithAGrantedSecret() {
        assertThat(fixture.calling.call("caller_granted")).isEqualTo("hello");
        assertThat(SEEN).contains("/x Bearer s3cret");
    }

    @Test
    void whatIsMissingIsNamedAsTheManifestWritesIt() {
        assertFails("other", "This needs the grant 'hosts: api.example.com', which an administrator has not given; see"
                + " patchbay plugin show caller");
        assertFails("home", "'environment: HOME'");
        assertFails("foreign", "'secrets: other.token'");
        int port = server.getAddress().getPort();
        assertFails("private", "'hosts: localhost:" + port + " (private)'");
        assertThat(SEEN).noneMatch(seen -> seen.startsWith("/private"));
    }

    @Test
    void variablesAreReadAndASecretWithoutAValueSaysWhatToDo() {
        assertThat(fixture.calling.call("caller_lang")).isEqualTo("de");
        assertFails("unset", "patchbay secret set caller.unset");
    }

    @Test
    void filesDatabasesAndToolsAreHandedOutToo() {
        assertThat(fixture.calling.call("caller_file")).isEqualTo("written");
        assertFails("outside", "'paths: /etc (r)'");
        assertFails("orders", "The datasource 'orders' is granted but not configured");
        assertFails("crm", "'datasources: crm (ro)'");
        var runtime = fixture.registry.current().tool("caller_lang").orElseThrow().runtime();
        assertThatCode(() -> runtime.requireTool("other_tool")).doesNotThrowAnyException();
        assertThatThrownBy(() -> runtime.requireTool("third_tool")).hasMessageContaining("'tools: third_tool'");
    }

    @Test
    void aRequestEndsWithItsCall() {
        var handed = fixture.calling.hand("caller_slow", Duration.ofMillis(400));
        assertThatThrownBy(() -> PluginCalling.await(handed.result()))
                .message().containsAnyOf("DEADLINE", "no answer within");
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(
                () -> assertThat(fixture.host.report().instances().getFirst().pool().orElseThrow().running()).isZero());
        assertThat(fixture.host.report().instances().getFirst().pool().orElseThrow().lostInAll()).isZero();
    }
}
