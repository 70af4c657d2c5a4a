package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import java.util.Optional;

/**
 * A condition that callers may set.
 *
 * @param name its name in filters
 * @param column the column; named like the filter if absent
 * @param is how the two compare
 * @param type of the value; that of the column if absent
 * @param description what it means
 */
public record Filter(@Description("Its name in filters") @Schema(minLength = 1) String name,
        @Description("The column, if it is not named like the filter") Optional<String> column,
        @Description("How column and value compare") @Schema(defaultValue = "equals") Comparison is,
        @Description("Type of the value, if it is not the column's") Optional<ValueKind> type,
        @Description("What it means, for the model") Optional<String> description) {
    /** How a column and a value compare. */
    public enum Comparison {
        /** Equal. */
        @Schema(name = "equals")
        EQUALS,
        /** Equal or greater. */
        @Schema(name = "at_least")
        AT_LEAST,
        /** Equal or less. */
        @Schema(name = "at_most")
        AT_MOST,
        /** The text has it somewhere, capitals and small letters alike. */
        @Schema(name = "contains")
        CONTAINS
    }

    String condition(String quoted) {
        return switch (is) {
            case EQUALS -> quoted + " = ?";
            case AT_LEAST -> quoted + " >= ?";
            case AT_MOST -> quoted + " <= ?";
            case CONTAINS -> "LOWER(" + quoted + ") LIKE ? ESCAPE '!'";
        };
    }

    Object value(Object bound) {
        return is == Comparison.CONTAINS
                ? "%" + bound.toString().toLowerCase(java.util.Locale.ROOT).replace("!", "!!").replace("%", "!%")
                        .replace("_", "!_") + "%"
                : bound;
    }

    String onColumn() {
        return column.orElse(name);
    }
}
