package dev.patchbay.tests.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client of other people, as it connects: over which transport, and in which revision that is to end. */
enum ClientKind {
    V2_HTTP("TypeScript SDK 2.4.0", "http", "2026-07-28", "v2"),
    V2_STDIO("TypeScript SDK 2.4.0", "stdio", "2026-07-28", "v2"),
    V2_LEGACY_HTTP("TypeScript SDK 2.4.0", "http", "2025-11-25", "v2"),
    V2_LEGACY_SSE("TypeScript SDK 2.4.0", "sse", "2025-11-25", "v2"),
    V2_LEGACY_STDIO("TypeScript SDK 2.4.0", "stdio", "2025-11-25", "v2"),
    TS_HTTP("TypeScript SDK 1.32.2", "http", "2025-11-25", "@modelcontextprotocol/sdk"),
    TS_STDIO("TypeScript SDK 1.32.2", "stdio", "2025-11-25", "@modelcontextprotocol/sdk"),
    TS_SSE("TypeScript SDK 1.32.2", "sse", "2025-11-25", "@modelcontextprotocol/sdk"),
    TS_2025_06_HTTP("TypeScript SDK 1.22.0", "http", "2025-06-18", "sdk-2025-06-18"),
    TS_2025_06_SSE("TypeScript SDK 1.22.0", "sse", "2025-06-18", "sdk-2025-06-18"),
    TS_2025_06_STDIO("TypeScript SDK 1.22.0", "stdio", "2025-06-18", "sdk-2025-06-18"),
    TS_2025_03_HTTP("TypeScript SDK 1.12.3", "http", "2025-03-26", "sdk-2025-03-26"),
    TS_2025_03_SSE("TypeScript SDK 1.12.3", "sse", "2025-03-26", "sdk-2025-03-26"),
    TS_2025_03_STDIO("TypeScript SDK 1.12.3", "stdio", "2025-03-26", "sdk-2025-03-26"),
    TS_2024_SSE("TypeScript SDK 1.9.0", "sse", "2024-11-05", "sdk-2024-11-05"),
    TS_2024_STDIO("TypeScript SDK 1.9.0", "stdio", "2024-11-05", "sdk-2024-11-05"),
    JAVA_2025_11_HTTP("Java SDK 2.1.0", "http", "2025-11-25", "java"),
    JAVA_2025_06_HTTP("Java SDK 2.1.0", "http", "2025-06-18", "java"),
    JAVA_2025_03_HTTP("Java SDK 2.1.0", "http", "2025-03-26", "java"),
    JAVA_2024_HTTP("Java SDK 2.1.0", "http", "2024-11-05", "java"),
    JAVA_SSE("Java SDK 2.1.0", "sse", "2024-11-05", "java"),
    JAVA_STDIO("Java SDK 2.1.0", "stdio", "2025-11-25", "java"),
    INSPECTOR_MODERN_HTTP("MCP Inspector 2.12.0", "http", "2026-07-28", "inspector"),
    INSPECTOR_HTTP("MCP Inspector 2.12.0", "http", "2025-11-25", "inspector"),
    INSPECTOR_SSE("MCP Inspector 2.12.0", "sse", "2025-11-25", "inspector"),
    INSPECTOR_STDIO("MCP Inspector 2.12.0", "stdio", "2025-11-25", "inspector");

    private final String software;
    private final String transport;
    private final String revision;
    private final String sdk;

    ClientKind(String software, String transport, String revision, String sdk) {
        this.software = software;
        this.transport = transport;
        this.revision = revision;
        this.sdk = sdk;
    }

    String software() {
        return software;
    }

    String transport() {
        return transport;
    }

    String revision() {
        return revision;
    }

    private boolean isModern() {
        return revision.equals("2026-07-28");
    }

    /** Connects one to a server. */
    McpDriver connect(NodeClients node, String url, List<String> command) {
        String place = transport.equals("sse") ? url.replaceFirst("/mcp$", "/sse") : url;
        return switch (sdk) {
            case "java" -> switch (transport) {
                case "http" -> JavaSdkClient.http(place, revision);
                case "sse" -> JavaSdkClient.sse(place);
                default -> JavaSdkClient.stdio(command);
            };
            case "inspector" -> new InspectorClient(inspected(place, command));
            default -> node.open(sdk,
                    Map.of("transport", transport, "url", place, "command", command, "modern", isModern()));
        };
    }

    private List<String> inspected(String url, List<String> command) {
        List<String> target = new ArrayList<>(transport.equals("stdio") ? command : List.of(url));
        if (isModern()) {
            target.addAll(List.of("--protocol-era", "modern"));
        }
        if (transport.equals("sse")) {
            target.addAll(List.of("--transport", "sse"));
        }
        return target;
    }

    /** Why a scenario cannot be run with this client, if it cannot. */
    Optional<String> cannot(ClientScenario scenario) {
        if (sdk.equals("inspector") && !scenario.isOneRequest()) {
            return Optional.of("a command of Inspector asks once and ends");
        }
        return switch (scenario) {
            case ASK_USER -> revision.compareTo("2025-06-18") < 0
                    ? Optional.of("revisions before 2025-06-18 have no elicitation")
                    : Optional.empty();
            case STRUCTURED -> revision.compareTo("2025-06-18") < 0
                    ? Optional.of("revisions before 2025-06-18 have no structured results")
                    : Optional.empty();
            case BATCH -> cannotBatch();
            case CANCEL -> sdk.equals("java") ? Optional.of("the Java SDK cannot cancel a call") : Optional.empty();
            case RECONNECT -> switch (transport) {
                case "stdio" -> Optional.of("a pipe that ends is over, and so is its server");
                case "sse" -> Optional.of("a new event stream of this transport is a new session");
                default -> sdk.equals("java")
                        ? Optional.of("the Java SDK opens no new event stream when one breaks")
                        : Optional.empty();
            };
            default -> Optional.empty();
        };
    }

    private Optional<String> cannotBatch() {
        if (!revision.equals("2025-03-26")) {
            return Optional.of("only revision 2025-03-26 has batches");
        }
        if (sdk.equals("java")) {
            return Optional.of("the Java SDK sends no batches");
        }
        return transport.equals("stdio")
                ? Optional.of("this SDK reads no batches on a pipe")
                : Optional.empty();
    }
}
