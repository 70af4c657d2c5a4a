package dev.patchbay.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.ModernCaller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What makes other servers build objects of the sender's choice: Java-serialized bytes, JSON that names classes, lookups in
 * strings. Sent to every entry of both ports. A server that would follow one of them comes to the listener.
 */
class DeserializationIT {
    private static final AtomicInteger VISITS = new AtomicInteger();

    private static Installation patchbay;
    private static ServerSocket listener;
    private static HttpClient http;
    private static String key;
    private static URI admin;
    private static String token;

    @BeforeAll
    static void start() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(DeserializationIT::listen);
        new Socket(listener.getInetAddress(), listener.getLocalPort()).close();
        await().until(() -> VISITS.get() == 1); // it sees who comes
        VISITS.set(0);
        patchbay = Installation.unpack().serve();
        Administration administration = patchbay.administration();
        key = administration.client("sender");
        admin = URI.create(Json.parse(Files.readString(patchbay.folder().resolve("data/status.json"))).path("admin")
                .asString());
        token = Files.readString(patchbay.folder().resolve("data/cli.token")).strip();
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static void listen() {
        while (!listener.isClosed()) {
            try {
                listener.accept().close();
                VISITS.incrementAndGet();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        http.close();
        patchbay.close();
        listener.close();
    }

    @Test
    void noEntryBuildsObjectsOfTheSendersChoice() throws Exception {
        List<byte[]> gadgets = gadgets();
        List<String> polymorphic = polymorphic();
        List<Entry> entries = entries();
        int sent = 0;
        for (Entry entry : entries) {
            for (byte[] gadget : gadgets) {
                for (String type : List.of("application/json", "application/x-java-serialized-object")) {
                    assertRefused(entry, entry.send(type, gadget));
                    sent++;
                }
            }
            for (String json : polymorphic) {
                assertRefused(entry, entry.send("application/json", json.getBytes(StandardCharsets.UTF_8)));
                sent++;
            }
        }
        System.out.printf("Deserialization: %d requests to %d entries, all refused%n", sent, entries.size());
        assertThat(entries).hasSizeGreaterThan(20);
        assertThat(VISITS).hasValue(0);
    }

    @Test
    void withinAMessageTheyAreData() {
        try (ModernCaller caller = new ModernCaller(patchbay.url(), key)) {
            for (String json : polymorphic()) {
                assertThat(caller.call("hello", Map.of("name", Json.parse(json))).status()).isBetween(200, 499);
                assertThat(caller.call(lookup(), Map.of()).status()).isBetween(200, 499);
            }
        }
        assertThat(patchbay.printed()).doesNotContain("ClassNotFoundException", "NamingException");
        assertThat(VISITS).hasValue(0);
    }

    /** Where somebody may send something. */
    private record Entry(String method, URI uri, String bearer) {
        HttpResponse<String> send(String type, byte[] body) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + bearer)
                    .header("Accept", "application/json, text/event-stream").header("Content-Type", type)
                    .header("MCP-Protocol-Version", "2026-07-28").header("X-Api-Version", lookup())
                    .header("User-Agent", lookup())
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void assertRefused(Entry entry, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("%s: %s", entry, answer.body()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("Exception");
    }

    /** The MCP port, and all that the administration's own document lists with a body. */
    private static List<Entry> entries() throws IOException, InterruptedException {
        List<Entry> entries = new ArrayList<>(List.of(new Entry("POST", URI.create(patchbay.url()), key)));
        HttpResponse<String> document = http.send(HttpRequest.newBuilder(admin.resolve("/api/v1/openapi.json"))
                .header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
        for (Map.Entry<String, JsonNode> path : Json.parse(document.body()).path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (method.getValue().has("requestBody")) {
                    String named = path.getKey().replaceAll("\\{[^}]*}", "x");
                    String whole = named.startsWith("/api/v1") ? named : "/api/v1" + named;
                    entries.add(
                            new Entry(method.getKey().toUpperCase(Locale.ROOT), admin.resolve(whole), token));
                }
            }
        }
        return entries;
    }

    private static String lookup() {
        return "${jndi:ldap://127.0.0.1:" + listener.getLocalPort() + "/x}";
    }

    private static List<String> polymorphic() {
        String ldap = "ldap://127.0.0.1:" + listener.getLocalPort() + "/x";
        String body = "\"dataSourceName\":\"" + ldap + "\",\"autoCommit\":true}";
        List<String> all = new ArrayList<>();
        for (String marker : List.of("@class", "@type", "_class", "javaClass", "$type", "@c", "className")) {
            all.add("{\"" + marker + "\":\"com.sun.rowset.JdbcRowSetImpl\"," + body);
        }
        all.add("[\"com.sun.rowset.JdbcRowSetImpl\",{" + body + "]");
        all.add("{\"value\":[\"javax.naming.InitialContext\",{\"java.naming.provider.url\":\"" + ldap + "\"}]}");
        all.add("{\"@jndi\":\"" + ldap + "\"}");
        all.add("\"" + lookup() + "\"");
        return all;
    }

    /** Streams that reach out when they are read, and one that only has the beginning of one. */
    private static List<byte[]> gadgets() throws IOException {
        URI url = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
        Map<Object, Object> map = new HashMap<>();
        map.put(url.toURL(), "x");
        Reference reference = new Reference("Evil", "Evil", url.toString());
        reference.add(new StringRefAddr("url", url.toString()));
        PriorityQueue<String> queue = new PriorityQueue<>(List.of("a", "b"));
        return List.of(serialized(map), serialized(reference), serialized(queue), serialized(new int[1000]),
                new byte[]{(byte) 0xac, (byte) 0xed, 0, 5});
    }

    private static byte[] serialized(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }
}
