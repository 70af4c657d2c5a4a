package dev.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.invocation.AuditTrail;
import dev.patchbay.invocation.AuditTrail.AuditedCall;
import dev.patchbay.invocation.AuditTrail.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** security.md, row 24: forty secrets, planted wherever a caller can put one, are nowhere in what is kept. */
class CanariesTest {
    @TempDir private Path folder;
    private final List<String> canaries = new ArrayList<>();

    private String canary() {
        String canary = UUID.randomUUID().toString().replace("-", "");
        canaries.add(canary);
        return canary;
    }

    private static final Map<String, Object> SCHEMA = Map.of("type", "object", "properties", Map.of(
            "plain", Map.of("type", "string", "format", "password"),
            "hidden", Map.of("type", "object", "writeOnly", true),
            "tenant", Map.of("type", "string", "x-mcp-header", "Tenant"),
            "options", Map.of("properties", Map.of("level", Map.of("type", "string", "x-mcp-header", "Level"))),
            "many", Map.of("type", "array", "items", Map.of("format", "password")),
            "either", Map.of("anyOf", List.of(Map.of("type", "integer"), Map.of("writeOnly", true))),
            "linked", Map.of("$ref", "#/$defs/linked"),
            "open", Map.of("additionalProperties", Map.of("writeOnly", true))),
            "$defs", Map.of("linked", Map.of("properties", Map.of("inner", Map.of("format", "password")))));

    private Map<String, @Nullable Object> bySchema() {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put("plain", canary());
        arguments.put("hidden", Map.of("a", List.of(canary())));
        arguments.put("tenant", canary());
        arguments.put("options", Map.of("level", canary()));
        arguments.put("many", List.of(canary(), canary()));
        arguments.put("either", canary());
        arguments.put("linked", Map.of("inner", canary()));
        arguments.put("open", Map.of("any", canary()));
        return arguments;
    }

    private Map<String, @Nullable Object> byName() {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        for (String name : List.of("password", "user-passwd", "clientSecret", "access_token", "API-Key", "apiKey",
                "Authorization", "aws_credentials", "Set-Cookie", "private_key", "PRIVATE KEY", "passphrase", "pin")) {
            arguments.put(name, canary());
        }
        arguments.put("connection", Map.of("token", Map.of("value", canary())));
        arguments.put("list", List.of(Map.of("secret", List.of(canary()))));
        return arguments;
    }

    private Map<String, @Nullable Object> byForm() {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put("a", "Bearer " + canary());
        arguments.put("b", "use ghp_" + canary() + " for it");
        arguments.put("c", "eyJ" + "hbGciOiJIUzI1NiJ9.eyJz" + canary() + "." + canary());
        arguments.put("d", "-----BEGIN RSA " + "PRIVATE KEY-----\n" + canary() + "\n-----END RSA PRIVATE KEY-----");
        arguments.put("e", "postgres://user:" + canary() + "@host/db");
        arguments.put("f", "curl -H 'X-Api-Key: " + canary() + "'");
        arguments.put("g", "{\"password\": \"" + canary() + "\"}");
        arguments.put("sk_live_" + canary(), true);
        return arguments;
    }

    @Test
    void keepsNoSecretThatACallerSends() throws IOException {
        try (Fixture fixture = new Fixture(folder, AuditMode.BY_TRAITS)) {
            fixture.serve(SCHEMA);
            AuditTrail trail = fixture.trail();
            for (Map<String, @Nullable Object> arguments : List.of(bySchema(), byName(), byForm())) {
                Recording recording = trail.begin(Fixture.call("notes_find", arguments));
                assertThat(recording.write()).isEmpty();
                recording.end("error", 0, Duration.ZERO);
                trail.denied(Fixture.call("notes_save", arguments), "invalid_arguments");
            }
            for (AuditedCall call : List.of(
                    Fixture.unknown("resources/read", "db://host/?q=a&access_token=" + canary(), Map.of()),
                    Fixture.unknown("resources/read", "https://anna:" + canary() + "@host/", Map.of()),
                    Fixture.unknown("tools/call", "npm_" + canary(), Map.of()),
                    Fixture.unknown("prompts/get", "p", Map.of("token", canary())),
                    Fixture.unknown("completion/complete", "p", Map.of("password", canary())))) {
                trail.denied(call, "not_enabled");
            }
            fixture.audit.administration(AdministrationEvent.allowed("root", "password", "client.create", "anna",
                    Map.of("client_secret", canary(), "note", "Bearer " + canary()), Fixture.ORIGIN));
            fixture.audit.security(new SecurityEvent("authentication", null, null, "denied", "invalid_key",
                    Map.of("api_key", canary()), Fixture.ORIGIN));
            assertThat(canaries).hasSizeGreaterThanOrEqualTo(40);
            assertThat(fixture.records("tools/call")).hasSize(10);
            ByteArrayOutputStream exported = new ByteArrayOutputStream();
            fixture.audit.export(dev.patchbay.audit.chain.ChainExport.Range.ALL, exported);
            String index = fixture.audit.query(dev.patchbay.store.audit.AuditQuery.newest(1000)).toString();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as("%s", file)
                            .doesNotContain(canaries);
                }
            }
            assertThat(exported.toString(StandardCharsets.UTF_8)).doesNotContain(canaries);
            assertThat(index).doesNotContain(canaries);
        }
    }
}
