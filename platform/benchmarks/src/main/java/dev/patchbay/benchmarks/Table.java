package dev.patchbay.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown whose columns stand below each other, so that it reads in a terminal too. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        rows.add(List.of(titles));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** Returns a number with so many digits after the point, or a dash for none. */
    static String number(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + digits + "f", value) : "-";
    }

    /** Returns how many times one number is the other, or a dash if there is no other. */
    static String ratio(double value, double other) {
        return number(value / other, 2);
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < rows.size(); line++) {
            for (int i = 0; i < columns; i++) {
                String cell = rows.get(line).get(i);
                String space = " ".repeat(widths[i] - cell.length());
                text.append(i == 0 ? "| " + cell + space : " | " + space + cell);
            }
            text.append(" |\n");
            if (line == 0) {
                for (int i = 0; i < columns; i++) {
                    text.append(i == 0 ? "| " + "-".repeat(widths[i]) : " | " + "-".repeat(widths[i] - 1) + ":");
                }
                text.append(" |\n");
            }
        }
        return text.toString();
    }
}
