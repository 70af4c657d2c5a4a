package dev.patchbay.tests.access;

import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.endpoint.Endpoint;
import dev.patchbay.endpoint.EndpointOptions;
import dev.patchbay.endpoint.ServerIdentity;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.state.RequestStateSeal;
import dev.patchbay.security.state.SealKey;
import dev.patchbay.tests.access.Cell.Client;
import dev.patchbay.tests.access.Cell.Entry;
import dev.patchbay.tests.access.Cell.Token;
import dev.patchbay.tests.access.Oracle.Answer;
import dev.patchbay.tests.product.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Asks the cells of the matrix over HTTP, in both eras. */
final class MatrixOverHttp implements AutoCloseable {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final Endpoint endpoint;
    private final URI url;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> sessions = new HashMap<>();

    MatrixOverHttp(CatalogRegistry catalogs, Pipeline pipeline) throws IOException {
        SecureRandom random = new SecureRandom();
        this.endpoint = Endpoint.start(EndpointOptions.defaults(), catalogs, pipeline,
                credentials -> new Authentication.Known(identity(String.valueOf(credentials.authorization()))),
                new ServerIdentity(Implementation.of("matrix", "1.0.0"), null),
                new RequestStateSeal(SealKey.random(random), RequestStateSeal.DEFAULT_LIFETIME, InstantSource.system(),
                        random),
                Optional::empty);
        this.url = URI.create("http://127.0.0.1:" + endpoint.port() + "/mcp");
    }

    /** {@code Cell CLIENT TOKEN}: stands in for what an authenticator found; those have tests of their own. */
    private static ClientIdentity identity(String authorization) {
        String[] parts = authorization.split(" ", -1);
        return MatrixCaller.of(parts[1], Token.valueOf(parts[2]));
    }

    private static String authorization(Client client, Token token) {
        return "Cell " + client.id() + " " + token;
    }

    private record Request(String method, String name, String params) {}

    private static Request request(Cell cell, boolean modern) {
        Entry entry = cell.entry();
        String word = cell.method() == Cell.Method.USE_WITH_REFUSED_ARGUMENT ? "refused" : "fine";
        String arguments = "\"name\":\"" + entry.name() + "\",\"arguments\":{\"word\":\"" + word + "\"}";
        return switch (entry.kind()) {
            case READING_TOOL, WRITING_TOOL -> cell.method() == Cell.Method.LIST
                    ? new Request("tools/list", "", "")
                    : new Request("tools/call", entry.name(), arguments);
            case PROMPT -> switch (cell.method()) {
                case LIST -> new Request("prompts/list", "", "");
                case COMPLETE -> new Request("completion/complete", "", "\"ref\":{\"type\":\"ref/prompt\",\"name\":\""
                        + entry.name() + "\"},\"argument\":{\"name\":\"word\",\"value\":\"x\"}");
                default -> new Request("prompts/get", entry.name(), arguments);
            };
            case RESOURCE -> switch (cell.method()) {
                case LIST -> new Request("resources/list", "", "");
                case LIST_TEMPLATES -> new Request("resources/templates/list", "", "");
                case COMPLETE -> new Request("completion/complete", "",
                        "\"ref\":{\"type\":\"ref/resource\",\"uri\":\"" + entry.template()
                                + "\"},\"argument\":{\"name\":\"id\",\"value\":\"x\"}");
                case SUBSCRIBE -> modern
                        ? new Request("subscriptions/listen", "",
                                "\"notifications\":{\"resourceSubscriptions\":[\"" + entry.uri() + "\"]}")
                        : new Request("resources/subscribe", "", "\"uri\":\"" + entry.uri() + "\"");
                default -> new Request("resources/read", entry.uri(), "\"uri\":\"" + entry.uri() + "\"");
            };
        };
    }

    Answer modern(Cell cell) throws IOException, InterruptedException {
        Request request = request(cell, true);
        HttpRequest.Builder message = post(cell).header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method",
                request.method());
        if (!request.name().isEmpty()) {
            message.header("Mcp-Name", request.name());
        }
        message.POST(HttpRequest.BodyPublishers.ofString(body(request, META)));
        if (request.method().equals("subscriptions/listen")) {
            return listens(message.build(), cell.entry().uri());
        }
        HttpResponse<String> response = http.send(message.build(), BodyHandlers.ofString());
        return answer(cell, response);
    }

    private Answer listens(HttpRequest request, String uri) throws IOException, InterruptedException {
        HttpResponse<java.util.stream.Stream<String>> response = http.send(request, BodyHandlers.ofLines());
        try (var lines = response.body()) {
            String first = lines.filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
            return first.contains(uri) ? Answer.YES : Answer.UNKNOWN;
        }
    }

    Answer legacy(Cell cell) throws IOException, InterruptedException {
        String session = sessions.get(authorization(cell.client(), cell.token()));
        if (session == null) {
            HttpResponse<String> opened = http.send(post(cell).POST(HttpRequest.BodyPublishers.ofString(
                    body(new Request("initialize", "", "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                            + "\"clientInfo\":{\"name\":\"matrix\",\"version\":\"1\"}"), "")))
                    .build(), BodyHandlers.ofString());
            session = opened.headers().firstValue("Mcp-Session-Id").orElseThrow();
            sessions.put(authorization(cell.client(), cell.token()), session);
        }
        HttpRequest message = post(cell).header("Mcp-Session-Id", session)
                .POST(HttpRequest.BodyPublishers.ofString(body(request(cell, false), ""))).build();
        return answer(cell, http.send(message, BodyHandlers.ofString()));
    }

    private HttpRequest.Builder post(Cell cell) {
        return HttpRequest.newBuilder(url).header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", authorization(cell.client(), cell.token()));
    }

    private static String body(Request request, String meta) {
        String between = meta.isEmpty() || request.params().isEmpty() ? "" : ",";
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + request.method() + "\",\"params\":{" + request.params()
                + between + meta + "}}";
    }

    private static Answer answer(Cell cell, HttpResponse<String> response) {
        JsonNode message = Json.parse(response.body());
        if (response.statusCode() == 403) {
            return response.headers().firstValue("WWW-Authenticate").orElse("").contains("insufficient_scope")
                    ? Answer.SCOPES
                    : Answer.FORBIDDEN;
        }
        if (message.has("error")) {
            boolean told = message.path("error").path("data").has("code")
                    && !message.path("error").path("data").path("code").asString().equals("not_found");
            return told ? Answer.FORBIDDEN : Answer.UNKNOWN;
        }
        JsonNode result = message.path("result");
        return switch (cell.method()) {
            case LIST, LIST_TEMPLATES -> result.toString().contains("\"" + shown(cell) + "\"")
                    ? Answer.YES
                    : Answer.UNKNOWN;
            default -> result.path("isError").asBoolean(false) ? Answer.FORBIDDEN : Answer.YES;
        };
    }

    private static String shown(Cell cell) {
        return cell.method() == Cell.Method.LIST_TEMPLATES ? cell.entry().template() : cell.entry().name();
    }

    @Override
    public void close() {
        endpoint.close();
    }

    @Override
    public String toString() {
        return "matrix over " + url.getScheme().toUpperCase(Locale.ROOT);
    }
}
