package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A tool that reads rows of a configured table.
 *
 * @param name its name
 * @param title its title
 * @param description what it does
 * @param items how the list of rows is called in the result
 * @param filters the conditions that callers may set
 * @param orderBy the order, before that of the primary key, or of all columns where there is none
 * @param limit rows where nothing is said
 * @param maxLimit rows at most
 * @param cacheSeconds how long a result may be given again
 * @param error what a failure begins with
 */
public record QueryTool(@Description("Name of the tool") @Schema(minLength = 1) String name,
        @Description("Title for people") Optional<String> title,
        @Description("What it does, for the model") @Schema(minLength = 1) String description,
        @Description("Name of the list of rows in the result, such as users") @Schema(defaultValue = "items")
        String items,
        @Description("Conditions that callers may set") @Schema(defaultValue = "[]") List<Filter> filters,
        @Description("Columns to order by, before the primary key, or all columns where there is none")
        @Schema(defaultValue = "[]")
        List<String> orderBy,
        @Description("Rows where the caller says nothing")
        @Schema(defaultValue = "50", minimum = "1", maximum = "1000")
        int limit,
        @Description("Most rows, whatever the caller says")
        @Schema(defaultValue = "100", minimum = "1", maximum = "1000")
        int maxLimit,
        @Description("For how long a result may be given again, in seconds; 0 for never")
        @Schema(defaultValue = "0", minimum = "0", maximum = "86400")
        int cacheSeconds,
        @Description("What the text of a failure begins with, such as 'Error querying users: '")
        Optional<String> error) {}
