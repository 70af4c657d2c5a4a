package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.PluginContext;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.plugins.database.access.Dialect;
import dev.patchbay.plugins.database.access.Failures;
import dev.patchbay.plugins.database.access.Limits;
import dev.patchbay.plugins.database.access.Rows;
import dev.patchbay.plugins.database.access.Source;
import dev.patchbay.plugins.database.access.Values;
import dev.patchbay.plugins.database.gate.ReadOnlyGate;
import dev.patchbay.plugins.database.gate.RefusedSqlException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tool that runs a configured statement. Threads: any. */
final class SqlCall implements ToolHandler {
    private final SqlTool tool;
    private final Source source;
    private final ReadOnlyGate gate;
    private final PluginContext context;
    private final Limits limits;
    private final NamedSql sql;
    private final Map<String, SqlTool.Parameter> parameters = new LinkedHashMap<>();

    SqlCall(SqlTool tool, Source source, ReadOnlyGate gate, PluginContext context, Limits limits) {
        this.tool = tool;
        this.source = source;
        this.gate = gate;
        this.context = context;
        this.limits = limits;
        this.sql = NamedSql.of(tool.sql());
        tool.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
        for (String name : sql.names()) {
            if (!parameters.containsKey(name)) {
                throw new IllegalArgumentException("The tool " + tool.name() + " has no parameter ':" + name + "'");
            }
        }
        for (String name : parameters.keySet()) {
            if (!sql.names().contains(name)) {
                throw new IllegalArgumentException(
                        "The parameter " + name + " of " + tool.name() + " is not in its SQL");
            }
        }
    }

    ToolDefinition definition() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (SqlTool.Parameter parameter : parameters.values()) {
            if (parameter.caller().isPresent()) {
                continue;
            }
            Map<String, Object> schema = parameter.type().schema();
            parameter.description().ifPresent(text -> schema.put("description", text));
            if (!parameter.values().isEmpty()) {
                schema.put("enum", parameter.values());
            }
            parameter.value().ifPresentOrElse(value -> schema.put("default", value),
                    () -> required.add(parameter.name()));
            properties.put(parameter.name(), schema);
        }
        Map<String, Object> input = RowQuery.json("type", "object", "properties", properties, "required", required,
                "additionalProperties", false);
        ToolTraits traits = ToolTraits.defaults().openWorld(false).deadline(limits.time().plusSeconds(40));
        if (!tool.write()) {
            traits = traits.readOnly(true).idempotent(true);
            if (tool.cacheSeconds() > 0) {
                boolean isForAll = parameters.values().stream().allMatch(each -> each.caller().isEmpty());
                Duration time = Duration.ofSeconds(tool.cacheSeconds());
                traits = isForAll ? traits.cacheSharedFor(time) : traits.cacheFor(time);
            }
        }
        ToolDefinition.Builder definition = ToolDefinition.builder(tool.name(), tool.description()).inputSchema(input)
                .traits(traits);
        tool.title().ifPresent(definition::title);
        return definition.build();
    }

    @Override
    public CallToolResult call(Call call) {
        try {
            return tool.write() ? write(call) : read(call);
        } catch (RefusedSqlException e) {
            throw new ToolException("The SQL of this tool is configured to read, and may do more: " + e.getMessage()
                    + ". An administrator has to mend the configuration.").code("forbidden");
        } catch (SQLException e) {
            throw Failures.of(tool.error().orElse(""), e);
        }
    }

    private List<@Nullable Object> values(Call call, Dialect dialect) {
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : sql.names()) {
            SqlTool.Parameter parameter = parameters.get(name);
            if (parameter == null) {
                throw new IllegalStateException(name);
            }
            if (parameter.caller().isPresent()) {
                values.add(parameter.caller().get().of(call.caller()));
                continue;
            }
            Object given = call.arguments().containsKey(name) ? call.arguments().get(name)
                    : parameter.value().orElse(null);
            values.add(given == null ? null
                    : parameter.type().bound(given, dialect)
                            .orElseThrow(() -> new ToolException(name + " is no " + parameter.type().name()
                                    .toLowerCase(Locale.ROOT).replace('_', '-') + ": " + given)
                                    .code("invalid_argument")));
        }
        return values;
    }

    private CallToolResult read(Call call) throws SQLException, RefusedSqlException {
        Dialect dialect = source.dialect();
        ReadOnlyGate.Passed passed = gate.check(sql.sql(), dialect);
        passed.tables().forEach(table -> call.builtFrom("datasource:" + source.name() + "/"
                + table.substring(table.lastIndexOf('.') + 1)));
        Rows rows = source.read(passed.sql(), values(call, dialect), tool.limit(), limits, call);
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (List<@Nullable Object> row : rows.rows()) {
            Map<String, @Nullable Object> item = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                item.put(rows.columns().get(i), row.get(i));
            }
            items.add(item);
        }
        Map<String, Object> answer = RowQuery.json("items", items, "returned", (long) items.size(), "limit",
                (long) tool.limit(), "has_more", rows.more().isPresent(), "truncated", rows.more().isPresent());
        rows.more().ifPresent(bound -> answer.put("truncated_by", bound));
        return CallToolResult.structured(answer);
    }

    private CallToolResult write(Call call) throws SQLException {
        int changed = source.writing((connection, dialect) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.sql())) {
                Values.bind(statement, values(call, dialect), dialect);
                return source.watched(statement, call, limits, statement::executeUpdate);
            }
        });
        context.changed("datasource:" + source.name());
        return CallToolResult.structured(RowQuery.json("changed_rows", (long) changed));
    }
}
