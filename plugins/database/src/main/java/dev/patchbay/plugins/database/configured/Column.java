package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A column of a configured table.
 *
 * @param name its name in the database and in JSON
 * @param type what it holds
 * @param description what it means
 * @param readable whether it is returned
 * @param masked whether only *** is returned of it
 * @param writable whether callers may set it
 * @param required whether callers must set it
 * @param format a format of JSON Schema
 * @param minLength least length
 * @param maxLength greatest length
 * @param values the values that are allowed
 * @param onCreate what a new row gets where the caller gives nothing
 * @param caller what of the caller it holds
 */
public record Column(
        @Description("Its name in the database and in JSON") @Schema(minLength = 1) String name,
        @Description("What it holds") @Schema(defaultValue = "string") ValueKind type,
        @Description("What it means, for the model") Optional<String> description,
        @Description("Whether it is returned") @Schema(defaultValue = "true") boolean readable,
        @Description("Whether *** is returned in place of its values") @Schema(defaultValue = "false") boolean masked,
        @Description("Whether callers may set it when they create a row") @Schema(defaultValue = "false")
        boolean writable,
        @Description("Whether callers must set it when they create a row") @Schema(defaultValue = "false")
        boolean required,
        @Description("A format of JSON Schema for what is written, such as email") Optional<String> format,
        @Description("Least length of what is written") Optional<Integer> minLength,
        @Description("Greatest length of what is written") Optional<Integer> maxLength,
        @Description("The values that may be written; any if empty") @Schema(defaultValue = "[]") List<String> values,
        @Description("What a new row gets where the caller gives nothing; 'now' for a date-time")
        Optional<Object> onCreate,
        @Description("What of the caller it holds: rows of others are neither seen nor created")
        Optional<FromCaller> caller) {
    boolean isWritten() {
        return (writable || required) && caller.isEmpty();
    }
}
