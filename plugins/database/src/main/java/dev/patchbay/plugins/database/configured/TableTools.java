package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A table, and the tools for it.
 *
 * @param table its name
 * @param source its database
 * @param schema its schema
 * @param resource what its resource is called
 * @param columns the columns that the tools know
 * @param query the tool that reads
 * @param create the tool that adds
 */
public record TableTools(@Description("Name of the table") @Schema(minLength = 1) String table,
        @Description("Name of the source; the first one if absent") Optional<String> source,
        @Description("Its schema; the default one if absent") Optional<String> schema,
        @Description("Name of the resource schema://<table>, such as 'User Table Schema'") Optional<String> resource,
        @Description("The columns that the tools know; no others are touched") @Schema(minItems = 1)
        List<Column> columns,
        @Description("The tool that reads rows") Optional<QueryTool> query,
        @Description("The tool that adds a row; it needs a source that is granted (rw)")
        Optional<CreateTool> create) {
    Optional<Column> column(String name) {
        return columns.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /**
     * Returns what its resource is called.
     *
     * @return the configured name, or one made of the table's
     */
    public String resourceName() {
        return resource.orElseGet(() -> Character.toUpperCase(table.charAt(0)) + table.substring(1) + " Table Schema");
    }
}
