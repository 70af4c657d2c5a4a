package dev.patchbay.plugins.database;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Description;
import dev.patchbay.api.PluginContext;
import dev.patchbay.api.Schema;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.Tool;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.plugins.database.access.Failures;
import dev.patchbay.plugins.database.access.Limits;
import dev.patchbay.plugins.database.access.Source;
import dev.patchbay.plugins.database.access.Sources;
import dev.patchbay.plugins.database.access.Watch;
import dev.patchbay.plugins.database.gate.ReadOnlyGate;
import dev.patchbay.plugins.database.gate.RefusedSqlException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The tools for any database. */
@Contributes
public final class DatabaseTools implements AutoCloseable {
    private static final int MOST_ROWS = 1_000;

    private final Watch watch = new Watch();
    private final ReadOnlyGate gate;
    private final Sources sources;
    private final Limits limits;

    /**
     * Creates it; nothing is connected.
     *
     * @param configuration what an administrator set
     * @param context the host
     */
    public DatabaseTools(DatabaseConfiguration configuration, PluginContext context) {
        this.gate = new ReadOnlyGate(configuration.functions());
        this.sources = new Sources(configuration.sources(), context, watch);
        this.limits = new Limits(configuration.maxChars(), configuration.maxCell(),
                Duration.ofSeconds(configuration.timeoutSeconds()));
    }

    /**
     * Runs a query.
     *
     * @param source the database
     * @param sql the query
     * @param params values
     * @param limit rows
     * @param call the call
     * @return the rows
     */
    @Tool(name = "db_query", title = "Query a database", readOnly = true, idempotent = true, openWorld = false,
            description = "Runs one SELECT (WITH is fine) and returns its rows. It cannot change anything. Put values into"
                    + " params, in the order of the question marks in the SQL. Add ORDER BY where the order matters;"
                    + " has_more says exactly whether there are more rows than returned.")
    public QueryResult query(
            @Description("Name of the database; may be left out where there is one only") Optional<String> source,
            @Description("One SELECT statement, with ? in place of values") @Schema(minLength = 1, maxLength = 20000)
            String sql,
            @Description("Values for the question marks: strings, numbers, booleans, null; dates as '2026-01-31'")
            @Schema(defaultValue = "[]", maxItems = 1000)
            List<Object> params,
            @Description("Most rows; more than 1000 gives 1000") @Schema(defaultValue = "100", minimum = "1") int limit,
            Call call) {
        int applied = Math.min(limit, MOST_ROWS);
        Source from = sources.find(source);
        try {
            ReadOnlyGate.Passed passed = gate.check(sql, from.dialect());
            if (passed.parameters() != params.size()) {
                throw new ToolException("The statement has " + passed.parameters() + " question marks, params has "
                        + params.size() + " values").code("invalid_argument");
            }
            return QueryResult.of(from.read(passed.sql(), params, applied, limits, call), applied);
        } catch (RefusedSqlException e) {
            throw new ToolException("This tool only reads, and takes one SELECT: " + e.getMessage(), e)
                    .code("invalid_argument");
        } catch (SQLException e) {
            throw Failures.of("", e);
        }
    }

    @Override
    public void close() {
        watch.close();
        gate.close();
    }
}
