package dev.patchbay.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.ModernCaller;
import dev.patchbay.tests.product.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Secrets go into the vault in every way and to a plugin that leaks them in every way, and come out nowhere. */
class VaultCanaryIT {
    private static final int SECRETS = 6;
    private static final List<String> LEAKS = List.of("result", "inside", "base64", "hex", "url", "structured",
            "exception", "cause", "tool_error", "log", "client_log", "progress", "stderr", "stdout", "split");
    private static final List<String> HEAP_DUMPS = List.of("/heapdump", "/heap", "/actuator/heapdump",
            "/actuator/env", "/debug/pprof/heap", "/jolokia", "/jmx", "/threaddump", "/metrics", "/env");
    private static final String PLUGIN = """
            public final class Plugin {
                private static final System.Logger LOG = System.getLogger("canary");
                private final PluginContext context;
                private final Settings settings;

                public record Settings(@Description("Logs in") dev.patchbay.api.config.Secret password) {}

                public Plugin(PluginContext context, Settings settings) {
                    this.context = context;
                    this.settings = settings;
                    if (settings.password().reveal().startsWith("bad")) {
                        throw new IllegalStateException("cannot log in with " + settings.password().reveal());
                    }
                }

                @Tool(description = "Repeats")
                public String repeat(@Description("What") String text) {
                    return "got " + text.length();
                }

                @Tool(description = "Leaks")
                public CallToolResult leak(@Description("Which") String name, @Description("How") String how, Call call)
                        throws Exception {
                    String value = name.isEmpty() ? settings.password().reveal() : context.secret(name).reveal();
                    byte[] bytes = value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    switch (how) {
                        case "result": return CallToolResult.text(value);
                        case "inside": return CallToolResult.text("a " + value + " b " + value + ".");
                        case "base64": return CallToolResult.text(Base64.getEncoder().encodeToString(bytes));
                        case "hex": return CallToolResult.text(HexFormat.of().formatHex(bytes));
                        case "url": return CallToolResult.text(java.net.URLEncoder.encode(value, "UTF-8"));
                        case "structured": return CallToolResult.structured(Map.of("deep", List.of(Map.of("v", value))));
                        case "exception": throw new IllegalStateException("cannot log in with " + value);
                        case "cause": throw new IllegalStateException("no", new java.io.IOException(value));
                        case "tool_error": throw new ToolException("wrong token " + value);
                        case "log":
                            LOG.log(System.Logger.Level.ERROR, "used " + value, new RuntimeException(value));
                            break;
                        case "client_log": call.log().warning("used " + value); break;
                        case "progress": call.progress().report(1, 2.0, "with " + value); break;
                        case "stderr": System.err.println("used " + value); break;
                        case "stdout": System.out.println("used " + value); break;
                        case "split":
                            System.err.print("used " + value.substring(0, 9));
                            System.err.println(value.substring(9));
                            break;
                        default: throw new IllegalArgumentException(how);
                    }
                    return CallToolResult.text("done");
                }
            }
            """;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> OUT = new ArrayList<>();
    private static Installation patchbay;
    private static Administration administration;
    private static String key;

    @BeforeAll
    static void serve() throws IOException {
        List<String> names = Stream.iterate(0, i -> i + 1).limit(SECRETS).map(i -> "secret-" + i).toList();
        Path jar = Files.createTempFile("canary", ".jar");
        Files.write(jar, WrittenPlugin.withGrants(WrittenPlugin.jar("canary", "1.0.0", PLUGIN),
                "secrets: " + String.join(", ", names)));
        patchbay = Installation.unpack().withoutSamples().withPlugin(jar).withSetting("log.level", "debug")
                .withSetting("limits.calls-per-minute", "100000").withConfiguration("""
                        instances:
                          canary:
                            config:
                              password: ${secret:configured}
                        """).serve();
        Files.delete(jar);
        administration = patchbay.administration();
        administration.approveAll();
        key = administration.client("caller");
        administration.enable("caller", "tool:*");
    }

    @AfterAll
    static void stop() {
        patchbay.close();
    }

    private static String canary(int number) {
        return "c4n4ry-" + number + "-" + "xyzzy".repeat(3) + number + " +/&\u00e4\"";
    }

    /** In every way that somebody could overlook. */
    private static Set<String> forms(String value) {
        Set<String> forms = new LinkedHashSet<>(List.of(value, new StringBuilder(value).reverse().toString(),
                URLEncoder.encode(value, StandardCharsets.UTF_8),
                URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"),
                value.replace("\"", "\\\""), value.substring(0, value.length() - 2)));
        for (String text : List.of(value, new StringBuilder(value).reverse().toString())) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            forms.add(HexFormat.of().formatHex(bytes));
            forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
            for (int shift = 0; shift < 3; shift++) {
                byte[] shifted = new byte[bytes.length + shift];
                System.arraycopy(bytes, 0, shifted, shift, bytes.length);
                String base64 = Base64.getEncoder().encodeToString(shifted);
                // What stands before or after it changes the first and the last characters
                forms.add(base64.substring(4, base64.length() - 4));
            }
        }
        return forms;
    }

    private static void set(String name, String value) {
        administration.send("PUT", "/secrets/" + name, Json.write(Map.of("value", value)));
    }

    @Test
    void noSecretComesOutAnywhere() throws Exception {
        OUT.add(patchbay.commandWith(canary(0) + "\n", "secret", "set", "secret-0").output());
        OUT.add(patchbay.commandWith("", "secret", "set", "secret-0", canary(0)).output());
        for (int number = 1; number < SECRETS; number++) {
            set("secret-" + number, canary(number));
        }
        set("configured", canary(SECRETS));
        await().atMost(Duration.ofSeconds(30)).until(() -> Shown.inStatusFile(patchbay).serves("canary"));
        for (int number = 0; number <= SECRETS; number++) {
            String name = number == SECRETS ? "" : "secret-" + number;
            for (String leak : LEAKS) {
                String answer = leak(name, leak);
                OUT.add(answer);
                assertThat(answer).as(leak).contains("result");
            }
        }
        callWithASecret();
        replaceByOneThatThePluginRefuses();
        lookEverywhere();

        String all = String.join("\n", OUT);
        // What stands around the secrets is there: answers, progress, the log, the audit trail
        assertThat(all).contains("secret-3", "cannot log in with ***", "used ***", "wrong token ***", "with ***",
                "\"text\":\"my ***");
        for (int number = 0; number <= SECRETS + 1; number++) {
            for (String form : forms(number == SECRETS + 1 ? "bad-" + canary(number) : canary(number))) {
                assertThat(all.contains(form)).as("canary %d is somewhere as %s", number, form).isFalse();
            }
        }
    }

    /** A call with a progress token and a level of log lines, and the whole stream that it answers. */
    private static String leak(String name, String how) throws Exception {
        Map<String, Object> meta = new LinkedHashMap<>(Map.of("io.modelcontextprotocol/protocolVersion", "2026-07-28",
                "io.modelcontextprotocol/clientCapabilities", Map.of(), "progressToken", "p",
                "io.modelcontextprotocol/logLevel", "debug"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(patchbay.url()))
                .header("Content-Type", "application/json").header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "canary_leak").header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("jsonrpc", "2.0", "id", 1, "method",
                        "tools/call", "params", Map.of("name", "canary_leak", "arguments",
                                Map.of("name", name, "how", how), "_meta", meta)))))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static void callWithASecret() {
        try (ModernCaller caller = new ModernCaller(patchbay.url(), key)) {
            for (int number = 0; number < SECRETS; number++) {
                OUT.add(caller.call("canary_repeat", Map.of("text", "my " + canary(number))).toString());
            }
        }
        for (String body : List.of("{\"value\": " + canary(1) + "}", "{\"value\": [\"" + canary(1) + "\"]}",
                "{\"valu\": \"" + canary(1).replace("\"", "") + "\"}", canary(1))) {
            OUT.add(administration.exchange("PUT", "/secrets/secret-1", body).body());
        }
        OUT.add(administration.exchange("PUT", "/secrets/UPPER", Json.write(Map.of("value", canary(1)))).body());
    }

    private static void replaceByOneThatThePluginRefuses() {
        set("configured", "bad-" + canary(SECRETS + 1));
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            String shown = Shown.inStatusFile(patchbay).toString();
            return shown.contains("cannot log in");
        });
        assertThat(Shown.inStatusFile(patchbay).serves("canary")).as("the earlier one keeps serving").isTrue();
    }

    private static void lookEverywhere() throws Exception {
        URI admin = URI.create(Json.parse(Files.readString(patchbay.folder().resolve("data/status.json"))).path("admin")
                .asString());
        for (URI origin : List.of(URI.create(patchbay.url()), admin)) {
            for (String path : HEAP_DUMPS) {
                HttpResponse<String> answer = get(origin.resolve(path));
                assertThat(answer.statusCode()).as("%s %s", origin, path).isIn(401, 404);
                OUT.add(answer.body());
            }
            for (String path : List.of("/health", "/health/ready", "/health/live", "/")) {
                OUT.add(get(origin.resolve(path)).body());
            }
        }
        for (String path : List.of("/secrets", "/plugins", "/plugins/canary", "/audit?kind=administration",
                "/audit?kind=tools/call", "/audit/health", "/explain?client=caller&tool=canary_leak", "/clients",
                "/openapi.json")) {
            OUT.add(administration.exchange("GET", path, "").body());
        }
        Path backup = patchbay.folder().resolve("canary.backup");
        for (List<String> command : List.of(List.of("backup", backup.toString()), List.of("secret", "list", "--json"),
                List.of("doctor"), List.of("plugins"), List.of("plugin", "show", "canary"), List.of("audit", "query"),
                List.of("vault", "rotate-keys"))) {
            Node.Result result = patchbay.command(command.toArray(String[]::new));
            OUT.add(result.output());
        }
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            assertThat(entries).anyMatch(entry -> entry.getName().contains("vault_secret"))
                    .noneMatch(entry -> entry.getName().contains("vault.key"));
            for (ZipEntry entry : entries) {
                OUT.add(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        OUT.add(patchbay.printed());
        // The files of the embedded database among them
        for (String folder : List.of("logs", "data", "conf")) {
            OUT.addAll(texts(patchbay.folder().resolve(folder)));
        }
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As UTF-8 and as bytes. */
    private static List<String> texts(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).flatMap(file -> {
                try {
                    byte[] bytes = Files.readAllBytes(file);
                    return Stream.of(new String(bytes, StandardCharsets.UTF_8),
                            new String(bytes, StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    return Stream.empty(); // gone meanwhile
                }
            }).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
