package dev.patchbay.inspection.lint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Offers to read: poisoned ones, by family, and clean ones. */
final class LintSets {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> OTHERS = List.of("notes_search", "crm_find_customer", "send_email", "hello",
            "calculator", "search");

    /** Something to read, and where it comes from. */
    record Case(String split, String family, String text, Offer offer) {
        boolean isFlagged() {
            return Linter.findings(offer).stream()
                    .anyMatch(finding -> finding.severity() != Severity.NOTE);
        }
    }

    /** A family's seed. */
    private record Seed(String split, String family, String language, String text) {}

    private LintSets() {}

    private static List<String> lines(String resource) {
        try (InputStream in = Optional.ofNullable(LintSets.class.getResourceAsStream(resource)).orElseThrow();
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Seed> seeds() {
        return lines("poisoned.tsv").stream().map(line -> line.split("\t", 4))
                .map(cells -> new Seed(cells[0], cells[1], cells[2], cells[3].replace("\\n", "\n"))).toList();
    }

    /** Each seed in four places of a definition, and in a disguise. */
    static List<Case> poisoned() {
        List<Case> cases = new ArrayList<>();
        int count = 0;
        for (Seed seed : seeds()) {
            String text = seed.text();
            add(cases, seed, "description", tool(text, Map.of("x", "A number"), null));
            add(cases, seed, "parameter", tool("Adds two numbers.", Map.of("x", text), null));
            add(cases, seed, "value", tool("Adds two numbers.", Map.of("x", "A number"), text));
            add(cases, seed, "prompt", new Offer(Map.of(), Map.of(), Map.of("review", Map.of("name", "review",
                    "description", "Reviews", "arguments", List.of(Map.of("name", "code", "description", text)))),
                    Map.of(), OTHERS));
            if (seed.language().equals("en") && !seed.family().equals("content")
                    && !seed.family().equals("disguise")) {
                add(cases, seed, "disguised", tool(disguised(text, count++), Map.of("x", "A number"), null));
            }
        }
        return cases;
    }

    private static void add(List<Case> cases, Seed seed, String place, Offer offer) {
        cases.add(new Case(seed.split(), seed.family(), place + ": " + seed.text(), offer));
    }

    private static String disguised(String text, int which) {
        return switch (which % 6) {
            case 0 -> text.replaceAll("(?<=[a-z])(?=[aeiou])", "\u200b");
            case 1 -> text.replace('a', '\u0430').replace('o', '\u043e').replace('e', '\u0435');
            case 2 -> "Adds two numbers." + text.chars().collect(StringBuilder::new,
                    (out, c) -> out.appendCodePoint(0xE0000 + c), StringBuilder::append);
            case 3 -> "Adds two numbers. "
                    + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            case 4 -> text.toUpperCase(java.util.Locale.ROOT).replace(" ", "  ");
            default -> "Adds two numbers." + "\n".repeat(40) + text.replaceAll("\\.\\s", ".\n");
        };
    }

    private static Offer tool(String description, Map<String, String> parameters,
            @org.jspecify.annotations.Nullable String value) {
        return tool("add", description, parameters, value);
    }

    private static Offer tool(String name, String description, Map<String, String> parameters,
            @org.jspecify.annotations.Nullable String value) {
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach((parameter, text) -> {
            Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "string", "description", text));
            if (value != null) {
                schema.put("enum", List.of("a", value));
            }
            properties.put(parameter, schema);
        });
        Map<String, Object> json = Map.of("name", name, "description", description, "inputSchema",
                Map.of("type", "object", "properties", properties));
        return new Offer(Map.of(), Map.of(name, json), Map.of(), Map.of(), OTHERS);
    }

    /** Published descriptions of real interfaces, and honest texts from a grammar. */
    static List<Case> clean() {
        List<Case> cases = new ArrayList<>();
        for (String line : lines("clean.jsonl")) {
            Map<String, Object> operation = MAPPER.readValue(line, new TypeReference<Map<String, Object>>() {});
            Map<String, String> parameters = new LinkedHashMap<>();
            ((Map<?, ?>) operation.getOrDefault("parameters", Map.of()))
                    .forEach((key, text) -> parameters.put(String.valueOf(key), String.valueOf(text)));
            cases.add(new Case("clean", String.valueOf(operation.get("source")), String.valueOf(operation.get("name")),
                    tool(String.valueOf(operation.get("name")), String.valueOf(operation.get("description")),
                            parameters, null)));
        }
        grammar(cases, 1_000 - cases.size());
        return cases;
    }

    private static void grammar(List<Case> cases, int count) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        lines("clean-grammar.tsv").forEach(line -> {
            String[] cells = line.split("\t", 2);
            kinds.computeIfAbsent(cells[0], kind -> new ArrayList<>()).add(cells[1]);
        });
        Random random = new Random(7);
        for (int i = 0; i < count; i++) {
            String object = one(kinds, "object", random);
            String field = one(kinds, "field", random);
            String description = filled(one(kinds, "description", random), object, field);
            if (i % 3 == 0) {
                description += " " + filled(one(kinds, "description", random), object, field);
            }
            Map<String, String> parameters = Map.of(field.replace(' ', '_'),
                    filled(one(kinds, "parameter", random), object, field));
            cases.add(new Case("clean", "grammar", description, tool("list_" + object.replace(' ', '_') + "s",
                    description, parameters, null)));
        }
    }

    private static String one(Map<String, List<String>> kinds, String kind, Random random) {
        List<String> all = kinds.getOrDefault(kind, List.of());
        return all.get(random.nextInt(all.size()));
    }

    private static String filled(String text, String object, String field) {
        return text.replace("{o}", object).replace("{f}", field);
    }
}
