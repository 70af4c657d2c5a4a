package dev.patchbay.protocol.wire;

import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.wire.WireWatch.Headers;
import dev.patchbay.protocol.wire.WireWatch.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/**
 * One request over HTTP and what comes back, as it comes. For one thread at a time; the request's body is given before
 * the response's head.
 */
public final class WatchedExchange {
    private static final Pattern SESSION = Pattern.compile("[?&]session(?:_i|I)d=([^&\\s]+)");

    private final WireWatch watch;
    private final String method;
    private final String path;
    private final Headers headers;
    private Optional<JsonNode> said = Optional.empty();
    private Session session = new Session();
    private boolean modern;
    private int status;
    private String type = "";
    private boolean zipped;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final EventStream events = new EventStream(this::event);

    WatchedExchange(WireWatch watch, String method, String path, Headers headers) {
        this.watch = watch;
        this.method = method;
        this.path = path;
        this.headers = headers;
        header("mcp-session-id").or(() -> sessionOf(path)).flatMap(watch::known).ifPresent(known -> session = known);
        this.modern = header("mcp-protocol-version").flatMap(Revision::of).filter(Revision::isModern).isPresent();
    }

    private Optional<String> header(String name) {
        return headers.first(name);
    }

    private static Optional<String> sessionOf(String path) {
        Matcher matcher = SESSION.matcher(path);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether this is about MCP: pages, health and metadata are not. */
    private boolean isMcp() {
        String bare = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        return !bare.contains("/.well-known/") && (bare.endsWith("/mcp") || bare.endsWith("/sse")
                || bare.endsWith("/messages"));
    }

    /** The whole body of the request. */
    public void request(byte[] bytes) {
        if (!method.equals("POST") || !isMcp()) {
            return;
        }
        said = WireWatch.parse(new String(bytes, StandardCharsets.UTF_8));
        said.ifPresent(message -> {
            if (WireWatch.claimsModern(message)) {
                modern = true;
            } else {
                if (message.path("method").asString("").equals("initialize")) {
                    modern = false;
                }
                WireWatch.asked(session, message);
            }
        });
    }

    /** The head of the response. */
    public void response(int code, Headers found) {
        status = code;
        type = found.first("content-type").orElse("");
        zipped = found.first("content-encoding").filter(coding -> coding.equalsIgnoreCase("gzip")).isPresent();
        found.first("mcp-session-id").ifPresent(id -> watch.register(id, session));
    }

    /** A piece of the response's body. */
    public void body(byte[] bytes, int offset, int length) {
        if (isMcp()) {
            if (isStream()) {
                events.feed(bytes, offset, length);
            } else {
                body.write(bytes, offset, length);
            }
        }
    }

    /** The response has ended. */
    public void end() {
        if (!isMcp() || isStream() || body.size() == 0 || !type.startsWith("application/json")) {
            return;
        }
        String text = text();
        Optional<JsonNode> message = WireWatch.parse(text);
        // a refusal by HTTP alone may have a body of its own
        if (status < 300 || message.filter(json -> json.isArray() || json.has("jsonrpc")).isPresent()) {
            message(text);
        }
    }

    private boolean isStream() {
        return type.startsWith("text/event-stream");
    }

    private String text() {
        if (!zipped) {
            return body.toString(StandardCharsets.UTF_8);
        }
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body.toByteArray()))) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "not gzip: " + e.getMessage();
        }
    }

    private void event(String name, String data) {
        if (name.equals("endpoint")) {
            sessionOf(data).ifPresent(id -> watch.register(id, session));
        } else {
            message(data);
        }
    }

    private void message(String text) {
        Optional<JsonNode> message = WireWatch.parse(text);
        if (message.isEmpty()) {
            watch.unreadable(method + " " + path, text);
        } else if (modern) {
            watch.check(Revision.V2026_07_28, message.get(), said
                    .filter(request -> request.has("id") && request.get("id").equals(message.get().get("id")))
                    .map(request -> request.path("method").asString("")));
        } else {
            watch.said(session, message.get());
        }
    }
}
