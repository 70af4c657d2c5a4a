package dev.patchbay.plugins.database.configured;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement with names in place of values.
 *
 * @param sql the statement with question marks
 * @param names the names in the order of the question marks
 */
record NamedSql(String sql, List<String> names) {
    /** Literals, quoted names and casts are passed over. */
    private static final Pattern PART = Pattern
            .compile("'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`|::|:([A-Za-z_][A-Za-z0-9_]*)");

    static NamedSql of(String sql) {
        List<String> names = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        Matcher parts = PART.matcher(sql);
        while (parts.find()) {
            if (parts.group(1) == null) {
                parts.appendReplacement(plain, Matcher.quoteReplacement(parts.group()));
            } else {
                names.add(parts.group(1));
                parts.appendReplacement(plain, "?");
            }
        }
        parts.appendTail(plain);
        return new NamedSql(plain.toString(), List.copyOf(names));
    }
}
