package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A tool that runs one configured statement.
 *
 * @param name its name
 * @param title its title
 * @param description what it does
 * @param source its database
 * @param sql the statement
 * @param parameters what stands for its names
 * @param write whether it writes
 * @param limit rows at most
 * @param cacheSeconds how long a result may be given again
 * @param error what a failure begins with
 */
public record SqlTool(@Description("Name of the tool") @Schema(minLength = 1) String name,
        @Description("Title for people") Optional<String> title,
        @Description("What it does, for the model") @Schema(minLength = 1) String description,
        @Description("Name of the source; the first one if absent") Optional<String> source,
        @Description("One statement, with :name in place of values") @Schema(minLength = 1) String sql,
        @Description("What stands for the names") @Schema(defaultValue = "[]") List<Parameter> parameters,
        @Description("Whether it writes; it needs a source that is granted (rw) then") @Schema(defaultValue = "false")
        boolean write,
        @Description("Most rows") @Schema(defaultValue = "100", minimum = "1", maximum = "1000") int limit,
        @Description("For how long a result may be given again, in seconds; 0 for never")
        @Schema(defaultValue = "0", minimum = "0", maximum = "86400")
        int cacheSeconds,
        @Description("What the text of a failure begins with") Optional<String> error) {
    /**
     * A value of the statement.
     *
     * @param name its name in the SQL, and of the argument
     * @param type what it is
     * @param description what it means
     * @param value what it is where the caller gives nothing
     * @param values the values that are allowed
     * @param caller what of the caller it is; then it is no argument
     */
    public record Parameter(@Description("Its name in the SQL, and of the argument")
    @Schema(pattern = "^[A-Za-z_][A-Za-z0-9_]*$")
    String name, @Description("What it is") @Schema(defaultValue = "string") ValueKind type,
            @Description("What it means, for the model") Optional<String> description,
            @Description("What it is where the caller gives nothing; without it the argument is required")
            Optional<Object> value,
            @Description("The values that are allowed; any if empty") @Schema(defaultValue = "[]") List<String> values,
            @Description("What of the caller it is; no argument can set it then") Optional<FromCaller> caller) {}
}
