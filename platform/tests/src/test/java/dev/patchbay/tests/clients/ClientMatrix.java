package dev.patchbay.tests.clients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The table of clients and scenarios, as Markdown. */
final class ClientMatrix {
    private ClientMatrix() {}

    /**
     * Writes the table.
     *
     * @param outcome the state of a cell, of those that can be run
     */
    static String markdown(BiFunction<ClientKind, ClientScenario, String> outcome) {
        Map<String, Integer> notes = new LinkedHashMap<>();
        StringBuilder table = new StringBuilder("| revision | transport | client |");
        StringBuilder rule = new StringBuilder("| --- | --- | --- |");
        for (ClientScenario scenario : ClientScenario.values()) {
            table.append(' ').append(scenario.title()).append("<br>`").append(scenario).append("` |");
            rule.append(" --- |");
        }
        table.append('\n').append(rule).append('\n');
        for (ClientKind kind : sorted()) {
            table.append("| ").append(kind.revision()).append(" | ").append(kind.transport()).append(" | ")
                    .append(kind.software()).append(" (`").append(kind).append("`) |");
            for (ClientScenario scenario : ClientScenario.values()) {
                Optional<String> cannot = kind.cannot(scenario);
                String cell = cannot.map(reason -> "– " + note(notes, reason))
                        .orElseGet(() -> outcome.apply(kind, scenario));
                table.append(' ').append(cell).append(" |");
            }
            table.append('\n');
        }
        notes.forEach((reason, number) -> table.append("\n(").append(number).append(") ").append(reason).append('.')
                .append("  "));
        return table.append('\n').toString();
    }

    /** Writes which client comes over which transport in which revision. */
    static String overview() {
        List<String> transports = List.of("http", "sse", "stdio");
        StringBuilder table = new StringBuilder("| revision | Streamable HTTP | HTTP+SSE | stdio |\n")
                .append("| --- | --- | --- | --- |\n");
        Map<String, Map<String, List<String>>> cells = new LinkedHashMap<>();
        for (ClientKind kind : sorted()) {
            cells.computeIfAbsent(kind.revision(), revision -> new LinkedHashMap<>())
                    .computeIfAbsent(kind.transport(), transport -> new ArrayList<>())
                    .add(kind.software() + " `" + kind + "`");
        }
        cells.forEach((revision, clients) -> {
            table.append("| ").append(revision).append(" |");
            transports.forEach(transport -> table.append(' ')
                    .append(String.join("<br>", clients.getOrDefault(transport, List.of("–")))).append(" |"));
            table.append('\n');
        });
        return table.toString();
    }

    private static ClientKind[] sorted() {
        ClientKind[] kinds = ClientKind.values();
        Arrays.sort(kinds, Comparator.comparing(ClientKind::revision).reversed()
                .thenComparing(ClientKind::transport).thenComparing(ClientKind::software).thenComparing(
                        ClientKind::name));
        return kinds;
    }

    private static String note(Map<String, Integer> notes, String reason) {
        return "(" + notes.computeIfAbsent(reason, key -> notes.size() + 1) + ")";
    }
}
