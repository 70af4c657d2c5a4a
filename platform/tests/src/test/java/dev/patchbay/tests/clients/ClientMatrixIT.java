package dev.patchbay.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tests.clients.ClientScenario.Stage;
import dev.patchbay.tests.plugins.WrittenPlugin;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.ModernCaller;
import dev.patchbay.tests.product.ReactorJars;
import dev.patchbay.tests.product.StdioTee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other people's clients, in every revision and over every transport, do what clients do with one running product; what
 * they received is held to the official schemas. {@code -Dmatrix.client=}, {@code -Dmatrix.transport=},
 * {@code -Dmatrix.revision=} and {@code -Dmatrix.scenario=} choose among the cells. The table of what worked goes to
 * {@code target/client-matrix.md}.
 */
class ClientMatrixIT {
    private static final Map<ClientKind, McpDriver> CLIENTS = new EnumMap<>(ClientKind.class);
    private static final Map<String, String> WORKED = new ConcurrentHashMap<>();
    private static Installation patchbay;
    private static NodeClients node;
    private static StdioTee stdio;
    private static ModernCaller other;

    @BeforeAll
    static void start() throws IOException {
        Path probe = Files.write(Files.createTempDirectory("probe").resolve("probe-1.0.0.jar"),
                WrittenPlugin.jar("probe", "1.0.0", ClientScenario.PROBE));
        patchbay = Installation.unpack().withoutSamples().withPlugin(ReactorJars.conformancePlugin())
                .withPlugin(probe).withConfiguration("""
                        instances:
                          conformance-plugin:
                            plugin: conformance-plugin
                            namespace: ""
                        """).dev();
        node = new NodeClients();
        stdio = new StdioTee(patchbay);
        other = new ModernCaller(patchbay.url());
    }

    @AfterAll
    static void stop() throws IOException {
        CLIENTS.values().forEach(McpDriver::close);
        node.close();
        other.close();
        int pipes = stdio.check();
        Files.writeString(Path.of("target", "client-matrix.md"),
                ClientMatrix.markdown((kind, scenario) -> WORKED.getOrDefault(key(kind, scenario), "not run")));
        patchbay.close();
        boolean piped = WORKED.keySet().stream().anyMatch(key -> key.contains("STDIO"));
        assertThat(pipes > 0).as("pipes were looked at").isEqualTo(piped);
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(ClientKind.values()).filter(ClientMatrixIT::isChosen)
                .flatMap(kind -> Arrays.stream(ClientScenario.values())
                        .filter(scenario -> isChosen("scenario", scenario.name()))
                        .filter(scenario -> kind.cannot(scenario).isEmpty())
                        .map(scenario -> Arguments.of(kind, scenario)));
    }

    private static boolean isChosen(ClientKind kind) {
        return isChosen("client", kind.name()) && isChosen("transport", kind.transport())
                && isChosen("revision", kind.revision());
    }

    private static boolean isChosen(String what, String value) {
        String wanted = System.getProperty("matrix." + what, "");
        return wanted.isEmpty() || List.of(wanted.toLowerCase(Locale.ROOT).split(",", -1))
                .contains(value.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cells")
    void works(ClientKind kind, ClientScenario scenario) {
        if (scenario == ClientScenario.RECONNECT) {
            try (McpDriver client = kind.connect(node, patchbay.fragileUrl(), stdio.command())) {
                scenario.run(client, stage(kind));
            }
        } else {
            McpDriver client = CLIENTS.computeIfAbsent(kind,
                    key -> kind.connect(node, patchbay.url(), stdio.command()));
            assertThat(client.revision()).isEqualTo(kind.revision());
            scenario.run(client, stage(kind));
        }
        WORKED.put(key(kind, scenario), "yes");
    }

    private static String key(ClientKind kind, ClientScenario scenario) {
        return kind + " " + scenario;
    }

    private static Stage stage(ClientKind kind) {
        return new Stage() {
            @Override
            public String name() {
                return kind.name();
            }

            @Override
            public ModernCaller other() {
                return other;
            }

            @Override
            public void cutConnections() {
                patchbay.cutConnections();
            }
        };
    }
}
