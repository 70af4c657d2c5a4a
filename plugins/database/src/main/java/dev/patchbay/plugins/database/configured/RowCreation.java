package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.PluginContext;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.plugins.database.access.Failures;
import dev.patchbay.plugins.database.access.Limits;
import dev.patchbay.plugins.database.access.Source;
import dev.patchbay.plugins.database.access.Values;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A tool that adds a row to a table. Threads: any. */
final class RowCreation implements ToolHandler {
    private static final Pattern NAME = Pattern.compile("\\{([^{}]+)}");

    private final TableTools table;
    private final CreateTool tool;
    private final Source source;
    private final PluginContext context;
    private final TableAccess access;
    private final Limits limits;

    RowCreation(TableTools table, CreateTool tool, Source source, PluginContext context, Limits limits) {
        this.table = table;
        this.tool = tool;
        this.source = source;
        this.context = context;
        this.access = new TableAccess(table, source);
        this.limits = limits;
        if (written().isEmpty()) {
            throw new IllegalArgumentException("The tool " + tool.name() + " has no writable column");
        }
    }

    private List<Column> written() {
        return table.columns().stream().filter(Column::isWritten).toList();
    }

    private List<String> required() {
        return written().stream().filter(Column::required).map(Column::name).toList();
    }

    ToolDefinition definition() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Column column : written()) {
            Map<String, Object> schema = column.type().schema();
            column.format().ifPresent(format -> schema.put("format", format));
            column.minLength().ifPresent(length -> schema.put("minLength", (long) length));
            column.maxLength().ifPresent(length -> schema.put("maxLength", (long) length));
            if (!column.values().isEmpty()) {
                schema.put("enum", column.values());
            }
            column.onCreate().filter(value -> !value.equals("now")).ifPresent(value -> schema.put("default", value));
            schema.put("description",
                    column.description().orElse(column.name()) + (column.required() ? "; required" : ""));
            properties.put(column.name(), schema);
        }
        Map<String, Object> input = RowQuery.json("type", "object", "properties", properties, "additionalProperties",
                false);
        if (tool.missing().isEmpty() && !required().isEmpty()) {
            input.put("required", required());
        }
        ToolDefinition.Builder definition = ToolDefinition.builder(tool.name(), tool.description()).inputSchema(input)
                .traits(ToolTraits.defaults().destructive(false).openWorld(false)
                        .deadline(limits.time().plusSeconds(40)));
        tool.title().ifPresent(definition::title);
        return definition.build();
    }

    @Override
    public CallToolResult call(Call call) {
        boolean isMissing = required().stream().anyMatch(name -> call.arguments().get(name) == null
                || call.arguments().get(name) instanceof String text && text.isBlank());
        if (isMissing) {
            throw new ToolException(tool.missing().orElseGet(() -> "Needed are " + String.join(", ", required())))
                    .code("invalid_argument")
                    .suggestion("Call again with " + String.join(" and ", required()));
        }
        try {
            TableAccess.Written sql = access.written();
            Map<String, @Nullable Object> row = insert(call, sql);
            context.changed("datasource:" + source.name() + "/" + table.table());
            return CallToolResult.text(text(row)).withStructuredContent(visible(row));
        } catch (SQLException e) {
            if (Failures.kind(e) == Failures.Kind.DUPLICATE && tool.duplicate().isPresent()) {
                throw new ToolException(tool.duplicate().get(), e).code("conflict")
                        .suggestion("Check for existing records"
                                + Failures.constraint(e).map(name -> " (constraint " + name + ")").orElse(""))
                        .suggestion("Use update operation instead");
            }
            if (Failures.kind(e) == Failures.Kind.INVALID) {
                access.forget();
            }
            throw Failures.of(tool.error().orElse(""), e);
        }
    }

    private Map<String, @Nullable Object> insert(Call call, TableAccess.Written sql) throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        List<Object> values = new ArrayList<>();
        for (Column column : table.columns()) {
            Object given = column.isWritten() ? call.arguments().get(column.name()) : null;
            Object value = given != null ? given : column.onCreate().orElse(null);
            if (column.caller().isPresent()) {
                value = column.caller().get().of(call.caller());
            }
            if (value != null) {
                Object shown = value;
                Object bound = column.type().bound(value, sql.dialect())
                        .orElseThrow(() -> new ToolException(column.name() + " is no "
                                + column.type().name().toLowerCase(Locale.ROOT).replace('_', '-') + ": " + shown)
                                .code("invalid_argument"));
                row.put(column.name(),
                        bound instanceof Boolean ? bound : column.type() == ValueKind.STRING ? value : bound);
                values.add(bound);
            }
        }
        String columns = row.keySet().stream().map(sql::column).collect(Collectors.joining(", "));
        String statement = "INSERT INTO " + sql.table() + " (" + columns + ") VALUES ("
                + String.join(", ", values.stream().map(value -> "?").toList()) + ")";
        return source.writing((connection, dialect) -> {
            try (PreparedStatement insert = connection.prepareStatement(statement, Statement.RETURN_GENERATED_KEYS)) {
                Values.bind(insert, values, dialect);
                source.watched(insert, call, limits, insert::executeUpdate);
                addKey(insert, row, sql);
            }
            return row;
        });
    }

    /** The columns that the database filled in itself, as far as the driver tells. */
    private void addKey(PreparedStatement insert, Map<String, @Nullable Object> row, TableAccess.Written sql)
            throws SQLException {
        try (ResultSet keys = insert.getGeneratedKeys()) {
            if (!keys.next()) {
                return;
            }
            for (int i = 1; i <= keys.getMetaData().getColumnCount(); i++) {
                String label = keys.getMetaData().getColumnLabel(i);
                Optional<Column> column = table.columns().stream()
                        .filter(each -> each.name().equalsIgnoreCase(label)).findFirst();
                if (column.isEmpty() && keys.getMetaData().getColumnCount() == 1) {
                    // MariaDB and SQLite give the number and no name; SQLite also where the key is something else
                    column = table.columns().stream().filter(each -> each.type() == ValueKind.INTEGER
                            && sql.key().equals(List.of(sql.column(each.name())))).findFirst();
                }
                Object value = keys.getObject(i);
                if (column.isPresent() && value != null && !row.containsKey(column.get().name())) {
                    row.put(column.get().name(), value instanceof Number number ? (Object) number.longValue()
                            : value.toString());
                }
            }
        }
    }

    private Map<String, @Nullable Object> visible(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> visible = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            if (column.readable() && row.containsKey(column.name())) {
                visible.put(column.name(), RowQuery.shown(column, row.get(column.name())));
            }
        }
        return visible;
    }

    private String text(Map<String, @Nullable Object> row) {
        String text = tool.created().orElse("Created a row of " + table.table());
        // in one go, since a value may look like the name of a column
        return NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(table.column(found.group(1))
                .map(column -> String.valueOf(RowQuery.shown(column, row.get(column.name())))).orElse(found.group())));
    }
}
