package dev.patchbay.plugins.database;

import dev.patchbay.api.PluginContext;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.plugins.database.access.Dialect;
import dev.patchbay.plugins.database.access.Failures;
import dev.patchbay.plugins.database.access.Limits;
import dev.patchbay.plugins.database.access.Rows;
import dev.patchbay.plugins.database.access.Source;
import dev.patchbay.plugins.database.access.Values;
import dev.patchbay.plugins.database.gate.ReadOnlyGate;
import dev.patchbay.plugins.database.gate.RefusedSqlException;
import dev.patchbay.plugins.database.schema.Introspection;
import dev.patchbay.plugins.database.schema.TableName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Statements that callers write. Threads: any. */
final class Queries {
    private static final int MOST_TABLES = 5;

    private final ReadOnlyGate gate;
    private final Limits limits;
    private final PluginContext context;

    Queries(ReadOnlyGate gate, Limits limits, PluginContext context) {
        this.gate = gate;
        this.limits = limits;
        this.context = context;
    }

    QueryResult query(Source source, String sql, List<Object> params, int limit, Call call) {
        return read(source, sql, params, limit, call, "");
    }

    QueryResult explain(Source source, String sql, List<Object> params, int limit, Call call) {
        Dialect dialect;
        try {
            dialect = source.dialect();
        } catch (SQLException e) {
            throw Failures.of("", e);
        }
        return read(source, sql, params, limit, call, dialect == Dialect.SQLITE ? "EXPLAIN QUERY PLAN " : "EXPLAIN ");
    }

    private QueryResult read(Source source, String sql, List<Object> params, int limit, Call call, String before) {
        Set<String> tables = Set.of();
        try {
            ReadOnlyGate.Passed passed = gate.check(sql, source.dialect());
            tables = passed.tables();
            checkCount(passed.parameters(), params);
            Rows rows = source.read(before + passed.sql(), params, limit, limits, call);
            return QueryResult.of(rows, limit);
        } catch (RefusedSqlException e) {
            throw new ToolException("This tool only reads, and takes one SELECT: " + e.getMessage())
                    .code("invalid_argument");
        } catch (SQLException e) {
            ToolException failure = Failures.of("", e);
            if (isUnknownColumn(e)) {
                throw new ToolException(failure.getMessage() + columns(source, tables).stream()
                        .map(text -> "\n" + text).reduce("", String::concat), e).code("invalid_argument");
            }
            throw failure;
        }
    }

    private static void checkCount(int marks, List<Object> params) {
        if (marks != params.size()) {
            throw new ToolException("The statement has " + marks + " question marks, params has " + params.size()
                    + " values").code("invalid_argument");
        }
    }

    private static boolean isUnknownColumn(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        return Set.of("42703", "42S22").contains(state) || String.valueOf(e.getMessage()).contains("no such column");
    }

    /** What columns there are instead, of each table that the statement names. */
    private static List<String> columns(Source source, Set<String> tables) {
        try {
            return source.reading((connection, dialect) -> {
                Introspection introspection = new Introspection(connection, dialect);
                List<String> lines = new ArrayList<>();
                for (String written : tables.stream().sorted().limit(MOST_TABLES).toList()) {
                    int dot = written.lastIndexOf('.');
                    Optional<String> schema = dot < 0 ? Optional.empty() : Optional.of(written.substring(0, dot));
                    Optional<TableName> table = introspection.find(schema, written.substring(dot + 1));
                    if (table.isPresent()) {
                        lines.add("Columns of " + written + ": " + introspection.columns(table.get()).stream()
                                .map(column -> String.valueOf(column.get("name"))).reduce((a, b) -> a + ", " + b)
                                .orElse("none"));
                    }
                }
                return lines;
            });
        } catch (SQLException e) {
            return List.of();
        }
    }

    ExecuteResult execute(Source source, String sql, List<Object> params, Call call) {
        if (!source.mayWrite()) {
            throw new ToolException("The source " + source.name() + " may only be read: it is not granted (rw), or is"
                    + " configured with mode ro").code("forbidden");
        }
        try {
            ReadOnlyGate.Passed single = ReadOnlyGate.single(sql, source.dialectToWrite());
            checkCount(single.parameters(), params);
            long changed = source.writing((connection, dialect) -> {
                try (PreparedStatement statement = connection.prepareStatement(single.sql())) {
                    Values.bind(statement, params, dialect);
                    return source.watched(statement, call, limits,
                            () -> statement.execute() ? 0L : Math.max(0L, statement.getUpdateCount()));
                }
            });
            context.changed("datasource:" + source.name());
            return new ExecuteResult(changed);
        } catch (RefusedSqlException e) {
            throw new ToolException("This is not one plain statement: " + e.getMessage()).code("invalid_argument");
        } catch (SQLException e) {
            throw Failures.of("", e);
        }
    }
}
