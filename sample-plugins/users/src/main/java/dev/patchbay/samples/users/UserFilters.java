package dev.patchbay.samples.users;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a query. What is not a filter, or not of its type, is no error: it is left out and told.
 *
 * @param conditions SQL conditions, joined by AND
 * @param values what stands for their question marks
 * @param applied the filters that hold, as they were given
 * @param ignored the names of those that do not
 */
record UserFilters(List<String> conditions, List<Object> values, Map<String, Object> applied, List<String> ignored) {
    static UserFilters of(Map<?, ? extends @Nullable Object> filters) {
        var result = new UserFilters(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
        filters.forEach((name, value) -> result.add(String.valueOf(name), value));
        return result;
    }

    private void add(String name, @Nullable Object value) {
        if (name.equals("role") && value instanceof String role) {
            hold("role = ?", role, name, role);
        } else if (name.equals("active") && value instanceof Boolean active) {
            hold("active = ?", active, name, active);
        } else if (name.equals("created_after") && value instanceof String text && isDate(text)) {
            hold("created_at >= ?", LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC), name, text);
        } else {
            ignored.add(name);
        }
    }

    private void hold(String condition, Object value, String name, Object given) {
        conditions.add(condition);
        values.add(value);
        applied.put(name, given);
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }
}
