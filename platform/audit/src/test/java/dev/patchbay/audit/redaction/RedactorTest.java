package dev.patchbay.audit.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.audit.chain.AuditFile;
import dev.patchbay.audit.chain.AuditFileSettings;
import dev.patchbay.catalog.HandedSecrets;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class RedactorTest {
    @TempDir private Path folder;
    private final Redactor redactor = new Redactor(AuditKey.random(new SecureRandom()));

    private JsonNode record(Map<String, ? extends @Nullable Object> arguments, RedactionPlan plan) throws IOException {
        try (AuditFile file = AuditFile.open(AuditFileSettings.of(folder))) {
            file.write("test", line -> redactor.write(line, arguments, plan));
        }
        List<String> lines = Files.readAllLines(folder.resolve("000001.jsonl"));
        return new ObjectMapper().readTree(lines.stream().filter(line -> line.contains("\"kind\":\"test\"")).toList()
                .getLast());
    }

    private String arguments(Map<String, ? extends @Nullable Object> arguments, Map<String, ?> schema)
            throws IOException {
        return record(arguments, RedactionPlan.of(schema)).get("arguments").toString();
    }

    @Test
    void keepsWhatIsNoSecretAsItWas() throws IOException {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put("text", "a\nb");
        arguments.put("long", 12L);
        arguments.put("big", new BigInteger("123456789012345678901234567890"));
        arguments.put("decimal", new BigDecimal("1.25"));
        arguments.put("truth", true);
        arguments.put("nothing", null);
        arguments.put("list", Arrays.asList(1L, "x", null, List.of(), Map.of()));
        arguments.put("object", Map.of("inner", Map.of("deep", 1L)));
        JsonNode record = record(arguments, RedactionPlan.NONE);
        assertThat(record.get("arguments").toString()).isEqualTo("{\"text\":\"a\\nb\",\"long\":12,"
                + "\"big\":123456789012345678901234567890,\"decimal\":1.25,\"truth\":true,\"nothing\":null,"
                + "\"list\":[1,\"x\",null,[],{}],\"object\":{\"inner\":{\"deep\":1}}}");
        assertThat(record.has("truncated")).isFalse();
    }

    @Test
    void hidesByName() throws IOException {
        assertThat(arguments(Map.of("login", List.of(Map.of("api-key", Map.of("value", "x1")))), Map.of()))
                .isEqualTo("{\"login\":[{\"api-key\":\"***\"}]}");
    }

    @Test
    void hidesWhatWhoIsCalledWasHanded() throws IOException {
        HandedSecrets handed = new HandedSecrets(1);
        handed.add("canary-of-crm");
        try (AuditFile file = AuditFile.open(AuditFileSettings.of(folder))) {
            file.write("test", line -> redactor.write(line, Map.of("note", List.of("my canary-of-crm.", "x")),
                    RedactionPlan.NONE, handed));
            file.write("test", line -> redactor.write(line, Map.of("a canary-of-crm", 1L), RedactionPlan.NONE, handed));
        }
        assertThat(Files.readString(folder.resolve("000001.jsonl"))).contains("{\"note\":[\"my ***.\",\"x\"]}",
                "{\"a ***\":1}").doesNotContain("canary");
    }

    @Test
    void hidesByFormInValuesAndNames() throws IOException {
        String key = "ghp_" + "a".repeat(36);
        assertThat(arguments(Map.of("note", List.of("see " + key)), Map.of())).isEqualTo("{\"note\":[\"***\"]}");
        assertThat(arguments(Map.of(key, 1L), Map.of())).isEqualTo("{\"***\":1}");
    }

    @Test
    void hidesWhatTheSchemaCallsSecretWhereverItSaysSo() throws IOException {
        Map<String, Object> secret = Map.of("type", "string", "format", "password");
        Map<String, Object> schema = Map.of(
                "properties", Map.of("a", secret, "b", Map.of("writeOnly", true), "c", Map.of("x-mcp-header", "C"),
                        "d", Map.of("items", secret), "e", Map.of("additionalProperties", secret),
                        "f", Map.of("$ref", "#/$defs/login"), "g",
                        Map.of("oneOf", List.of(Map.of("type", "null"), secret)),
                        "h", Map.of("prefixItems", List.of(Map.of(), Map.of("properties", Map.of("x", secret)))),
                        "i", Map.of("patternProperties", Map.of("^s", secret))),
                "allOf", List.of(Map.of("if", Map.of(), "then", Map.of("properties", Map.of("j", secret)))),
                "$defs", Map.of("login", Map.of("properties",
                        Map.of("k", secret, "again", Map.of("$ref", "#/$defs/login"), "open", Map.of()))));
        Map<String, Object> sent = new LinkedHashMap<>();
        sent.put("a", "x1");
        sent.put("b", List.of("x1"));
        sent.put("c", "x1");
        sent.put("d", List.of("x1", "x1"));
        sent.put("e", Map.of("any", "x1"));
        sent.put("f", Map.of("again", Map.of("again", Map.of("k", "x1")), "open", "seen"));
        sent.put("g", "x1");
        sent.put("h", List.of("seen", Map.of("x", "x1")));
        sent.put("i", Map.of("some", "x1"));
        sent.put("j", "x1");
        sent.put("l", "seen");
        String recorded = arguments(sent, schema);
        assertThat(recorded).doesNotContain("x1").contains("\"l\":\"seen\"", "\"open\":\"seen\"", "[\"seen\",");
    }

    @Test
    void readsASchemaThatHoldsItself() throws IOException {
        Map<String, Object> schema = Map.of("properties", Map.of("child", Map.of("$ref", "#"),
                "code", Map.of("writeOnly", true)), "anyOf", List.of(Map.of("$ref", "#")));
        assertThat(arguments(Map.of("child", Map.of("child", Map.of("code", "x1"))), schema))
                .isEqualTo("{\"child\":{\"child\":{\"code\":\"***\"}}}");
    }

    @Test
    void leavesOutWholeMembersThatDoNotFitAndSaysSo() throws IOException {
        Map<String, @Nullable Object> sent = new LinkedHashMap<>();
        sent.put("large", "x".repeat(5000));
        sent.put("path", "/etc/hosts");
        sent.put("nested", Map.of("large", "y".repeat(4090), "small", 1L));
        sent.put("list", List.of("z".repeat(5000), "kept"));
        JsonNode record = record(sent, RedactionPlan.NONE);
        assertThat(record.get("arguments").toString())
                .isEqualTo("{\"path\":\"/etc/hosts\",\"nested\":{\"small\":1},\"list\":[\"kept\"]}");
        assertThat(record.get("truncated").booleanValue()).isTrue();
        assertThat(record.get("argumentsHash").stringValue()).hasSize(32);
    }

    @Test
    void neverTakesMoreThanItsBytesAndIsAlwaysJson() throws IOException {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        Map<String, @Nullable Object> many = new LinkedHashMap<>();
        for (int i = 0; i < 100_000; i++) {
            many.put("member" + i, "\u0001\u202e".repeat(i % 50));
        }
        all.add(many);
        Map<String, @Nullable Object> deep = Map.of("x", "end");
        for (int i = 0; i < 60; i++) {
            deep = Map.of("level" + i, List.of("a".repeat(i), deep, "b".repeat(i * 3)));
        }
        all.add(deep);
        all.add(Map.of("n", BigInteger.ONE.shiftLeft(1_000_000), "m", new BigDecimal("1E+1000000")));
        all.add(Map.of("k".repeat(5000), 1L));
        for (int size = 4080; size < 4100; size++) {
            all.add(Map.of("a", Map.of("b", List.of("x".repeat(size)))));
        }
        for (Map<String, @Nullable Object> sent : all) {
            JsonNode record = record(sent, RedactionPlan.NONE);
            String line = Files.readAllLines(folder.resolve("000001.jsonl")).stream()
                    .filter(each -> each.contains("\"kind\":\"test\"")).toList().getLast();
            int from = line.indexOf("\"arguments\":") + 12;
            int to = Math.max(line.indexOf(",\"truncated\":true,\"argumentsHash\""),
                    line.indexOf(",\"argumentsHash\""));
            assertThat(to - from).isLessThanOrEqualTo(Redactor.MAX_BYTES + ",\"truncated\":true".length());
            assertThat(record.get("arguments").isObject()).isTrue();
        }
    }

    @Test
    void hashesTheWholeOfWhatCameWhateverItsOrder() throws IOException {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1L);
        one.put("password", "sesame");
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("password", "sesame");
        other.put("a", new BigDecimal("1.0"));
        String hash = record(one, RedactionPlan.NONE).get("argumentsHash").stringValue();
        assertThat(record(other, RedactionPlan.NONE).get("argumentsHash").stringValue()).isEqualTo(hash);
        other.put("password", "Sesame");
        assertThat(record(other, RedactionPlan.NONE).get("argumentsHash").stringValue()).isNotEqualTo(hash);
        Redactor elsewhere = new Redactor(AuditKey.random(new SecureRandom()));
        try (AuditFile file = AuditFile.open(AuditFileSettings.of(folder))) {
            file.write("test", line -> elsewhere.write(line, one, RedactionPlan.NONE));
        }
        assertThat(Files.readString(folder.resolve("000001.jsonl")).split(hash, -1)).as("another key, another hash")
                .hasSize(3);
    }

    @Test
    void hidesWhatIsNoJson() throws IOException {
        JsonNode record = record(Map.of("odd", java.util.Optional.of("x1"), "other", Double.NaN), RedactionPlan.NONE);
        assertThat(record.toString()).doesNotContain("x1", "NaN");
        assertThat(record.has("argumentsHash")).isFalse();
    }

    @Test
    void writesNothingWhenThereAreNoArguments() throws IOException {
        assertThat(record(Map.of(), RedactionPlan.NONE).has("arguments")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"notes://a/b, notes://a/b", "https://anna:x1@h/p, https://***@h/p",
        "https://h/p?token=x1&q=a#f, https://h/p?token=***&q=a#f", "db://h/?q=1;password=x1, db://h/?q=1;password=***",
        "https://h/ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/x, https://h/***/x", "password=x1, password=***"})
    void hidesTheSecretsOfAUri(String uri, String recorded) {
        assertThat(redactor.uri(uri)).isEqualTo(recorded);
    }

    @Test
    void keepsItsKeyForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("data/audit.key");
        AuditKey made = AuditKey.load(file, new SecureRandom());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(AuditKey.load(file, new SecureRandom()).hash("a")).isEqualTo(made.hash("a"));
        Files.writeString(file, "no key");
        assertThatThrownBy(() -> AuditKey.load(file, new SecureRandom())).isInstanceOf(IOException.class)
                .hasMessageContaining("holds no key");
    }
}
