package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.PluginContext;
import dev.patchbay.plugins.database.access.Limits;
import dev.patchbay.plugins.database.access.Source;
import dev.patchbay.plugins.database.access.Sources;
import dev.patchbay.plugins.database.gate.ReadOnlyGate;
import java.util.List;
import java.util.Optional;

/**
 * Makes the tools that are configured.
 *
 * @param sources the databases
 * @param gate what decides whether a statement only reads
 * @param context the host
 * @param limits the bounds of an answer
 * @param readOnly whether what writes is left out
 */
public record ConfiguredTools(Sources sources, ReadOnlyGate gate, PluginContext context, Limits limits,
        boolean readOnly) {
    /**
     * Adds the tools in the order of the configuration; of what writes only that whose source may be written.
     *
     * @param tables the tables
     * @param statements the statements
     * @param to where they go
     * @throws IllegalArgumentException if they are configured wrongly
     */
    public void addTo(List<TableTools> tables, List<SqlTool> statements, Contributions.Builder to) {
        for (TableTools table : tables) {
            Source source = source(table.source(), table.table());
            table.query().ifPresent(tool -> {
                RowQuery query = new RowQuery(table, tool, source, limits);
                to.tool(query.definition(), query);
            });
            table.create().filter(tool -> mayWrite(source)).ifPresent(tool -> {
                RowCreation creation = new RowCreation(table, tool, source, context, limits);
                to.tool(creation.definition(), creation);
            });
        }
        for (SqlTool tool : statements) {
            Source source = source(tool.source(), tool.name());
            if (!tool.write() || mayWrite(source)) {
                SqlCall statement = new SqlCall(tool, source, gate, context, limits);
                to.tool(statement.definition(), statement);
            }
        }
    }

    private boolean mayWrite(Source source) {
        return !readOnly && source.mayWrite();
    }

    /**
     * Returns the database of something configured.
     *
     * @param name its name, the first one if absent
     * @param what what is configured
     * @return the database
     * @throws IllegalArgumentException if there is no such source
     */
    public Source source(Optional<String> name, String what) {
        return sources.all().stream().filter(each -> name.map(each.name()::equals).orElse(true)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The source " + name.orElse("") + " of " + what
                        + " is not among sources"));
    }
}
