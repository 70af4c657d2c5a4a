package dev.patchbay.server.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of text in columns, for people. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    private Table() {}

    static Table of(String... titles) {
        Table table = new Table();
        table.rows.add(Arrays.stream(titles).map(title -> title.toUpperCase(Locale.ROOT)).toList());
        return table;
    }

    Table row(@Nullable Object... cells) {
        rows.add(Arrays.stream(cells).map(Table::cell).toList());
        return this;
    }

    /** A row for each object, of the members named. */
    static Table of(List<Map<String, Object>> objects, String... members) {
        Table table = of(members);
        objects.forEach(object -> table.row(Arrays.stream(members).map(object::get).toArray()));
        return table;
    }

    static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case List<?> list -> list.isEmpty()
                    ? "-"
                    : list.stream().map(String::valueOf).collect(Collectors.joining(","));
            case Boolean truth -> truth ? "yes" : "no";
            default -> value.toString().isEmpty() ? "-" : value.toString();
        };
    }

    String text(String ifEmpty) {
        if (rows.size() == 1) {
            return ifEmpty;
        }
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString().stripTrailing();
    }

    /** The members of an object, one a line. */
    static String members(Map<String, Object> object) {
        int width = object.keySet().stream().mapToInt(String::length).max().orElse(0);
        return object.entrySet().stream()
                .map(member -> member.getKey() + " ".repeat(width - member.getKey().length() + 2)
                        + cell(member.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
