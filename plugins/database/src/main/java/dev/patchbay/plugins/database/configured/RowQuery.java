package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.plugins.database.access.Failures;
import dev.patchbay.plugins.database.access.Limits;
import dev.patchbay.plugins.database.access.Rows;
import dev.patchbay.plugins.database.access.Source;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tool that reads rows of a table with filters. Threads: any. */
final class RowQuery implements ToolHandler {
    private final TableTools table;
    private final QueryTool tool;
    private final Source source;
    private final TableAccess access;
    private final Limits limits;

    RowQuery(TableTools table, QueryTool tool, Source source, Limits limits) {
        this.table = table;
        this.tool = tool;
        this.source = source;
        this.access = new TableAccess(table, source);
        this.limits = limits;
        tool.filters().forEach(filter -> {
            if (table.column(filter.onColumn()).filter(column -> column.caller().isEmpty()).isEmpty()) {
                throw new IllegalArgumentException("The filter " + filter.name() + " of " + tool.name()
                        + " is on no column of columns, or on one of the caller's");
            }
        });
        if (readable().isEmpty()) {
            throw new IllegalArgumentException("The tool " + tool.name() + " has no readable column");
        }
    }

    private List<Column> readable() {
        return table.columns().stream().filter(Column::readable).toList();
    }

    ToolDefinition definition() {
        Map<String, Object> filters = new LinkedHashMap<>();
        for (Filter filter : tool.filters()) {
            Column column = table.column(filter.onColumn()).orElseThrow();
            ValueKind kind = filter.type().orElse(column.type());
            // a filter that is no boolean is told and left out, so the schema takes anything there
            Map<String, Object> schema = kind == ValueKind.BOOLEAN ? new LinkedHashMap<>() : kind.schema();
            schema.put("description", filter.description().orElseGet(() -> column.name() + " "
                    + filter.is().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " this, of type "
                    + kind.jsonType()));
            filters.put(filter.name(), schema);
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("filters", json("type", "object", "properties", filters, "description",
                "Which rows; all if empty. Unknown filters are ignored and told in filters_ignored"));
        arguments.put("fields", json("type", "array", "items", json("type", "string"), "description",
                "Which columns to return, of: " + names(readable())));
        arguments.put("limit", json("type", "integer", "minimum", 1L, "default", (long) tool.limit(), "description",
                "How many rows to return; more than " + tool.maxLimit() + " gives " + tool.maxLimit()));
        arguments.put("offset", json("type", "integer", "minimum", 0L, "default", 0L, "description",
                "How many rows to skip, in an order that stays"));
        ToolTraits traits = ToolTraits.defaults().readOnly(true).idempotent(true).openWorld(false);
        if (tool.cacheSeconds() > 0) {
            boolean isForAll = table.columns().stream().allMatch(column -> column.caller().isEmpty());
            Duration time = Duration.ofSeconds(tool.cacheSeconds());
            traits = isForAll ? traits.cacheSharedFor(time) : traits.cacheFor(time);
        }
        ToolDefinition.Builder definition = ToolDefinition.builder(tool.name(), tool.description())
                .inputSchema(json("type", "object", "properties", arguments, "additionalProperties", false))
                .outputSchema(output()).traits(traits.deadline(limits.time().plusSeconds(40)));
        tool.title().ifPresent(definition::title);
        return definition.build();
    }

    private Map<String, Object> output() {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Column column : readable()) {
            Map<String, Object> schema = json("type",
                    column.masked() ? List.of("string", "null") : List.of(column.type().jsonType(), "null"));
            column.description().ifPresent(text -> schema.put("description", text));
            columns.put(column.name(), schema);
        }
        return json("type", "object", "properties", json(
                tool.items(), json("type", "array", "items", json("type", "object", "properties", columns)),
                "count", json("type", "integer"),
                "filters_applied", json("type", "object"),
                "filters_ignored", json("type", "array", "items", json("type", "string")),
                "pagination", json("type", "object", "properties", json("limit", json("type", "integer"), "offset",
                        json("type", "integer"))),
                "has_more", json("type", "boolean"), "truncated", json("type", "boolean")),
                "required", List.of(tool.items(), "count", "pagination"));
    }

    @Override
    public CallToolResult call(Call call) {
        long limit = Math.min(number(call, "limit", tool.limit()), tool.maxLimit());
        long offset = number(call, "offset", 0);
        List<Column> columns = fields(call);
        try {
            return rows(call, columns, limit, offset);
        } catch (SQLException e) {
            access.forget();
            throw Failures.of(tool.error().orElse(""), e);
        }
    }

    private CallToolResult rows(Call call, List<Column> columns, long limit, long offset) throws SQLException {
        TableAccess.Written sql = access.written();
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        Map<String, Object> applied = new LinkedHashMap<>();
        List<String> ignored = new ArrayList<>();
        for (Column column : table.columns()) {
            column.caller().ifPresent(part -> {
                conditions.add(sql.column(column.name()) + " = ?");
                values.add(part.of(call.caller()));
            });
        }
        Map<?, ?> given = call.arguments().get("filters") instanceof Map<?, ?> map ? map : Map.of();
        given.forEach((name, value) -> {
            Optional<Filter> filter = tool.filters().stream().filter(each -> each.name().equals(name)).findFirst();
            Optional<Object> bound = filter.flatMap(each -> each.type()
                    .orElseGet(() -> table.column(each.onColumn()).orElseThrow().type()).bound(value, sql.dialect()));
            if (bound.isEmpty()) {
                ignored.add(String.valueOf(name));
            } else {
                conditions.add(filter.orElseThrow().condition(sql.column(filter.orElseThrow().onColumn())));
                values.add(filter.orElseThrow().value(bound.get()));
                applied.put(String.valueOf(name), value);
            }
        });
        // What is configured need not tell all rows apart, and who goes on at an offset would get some twice then
        List<String> order = Stream.concat(tool.orderBy().stream().map(sql::column), sql.order().stream()).distinct()
                .toList();
        values.add(limit + 1);
        values.add(offset);
        String statement = "SELECT " + columns.stream().map(column -> sql.column(column.name()))
                .collect(Collectors.joining(", ")) + " FROM " + sql.table()
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + (order.isEmpty() ? "" : " ORDER BY " + String.join(", ", order)) + " LIMIT ? OFFSET ?";
        call.builtFrom("datasource:" + source.name() + "/" + table.table());
        Rows rows = source.read(statement, values, (int) limit, limits, call);
        return CallToolResult.structured(json(
                tool.items(), items(columns, rows),
                "count", (long) rows.rows().size(),
                "filters_applied", applied,
                "filters_ignored", ignored,
                "pagination", json("limit", limit, "offset", offset),
                "has_more", rows.more().isPresent(),
                "truncated", rows.more().filter("chars"::equals).isPresent()));
    }

    private List<Map<String, @Nullable Object>> items(List<Column> columns, Rows rows) {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (List<@Nullable Object> row : rows.rows()) {
            Map<String, @Nullable Object> item = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                item.put(columns.get(i).name(), shown(columns.get(i), row.get(i)));
            }
            items.add(item);
        }
        return items;
    }

    static @Nullable Object shown(Column column, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (column.masked()) {
            return "***";
        }
        return switch (column.type()) {
            // SQLite has none
            case BOOLEAN -> value instanceof Number number ? (Object) (number.longValue() != 0) : value;
            case STRING, DATE -> value.toString();
            case DATE_TIME -> value.toString().replace(' ', 'T');
            case INTEGER, NUMBER -> value;
        };
    }

    private List<Column> fields(Call call) {
        if (!(call.arguments().get("fields") instanceof List<?> wanted) || wanted.isEmpty()) {
            return readable();
        }
        List<Column> columns = new ArrayList<>();
        for (Object name : wanted) {
            columns.add(readable().stream().filter(column -> column.name().equals(name)).findFirst()
                    .orElseThrow(() -> new ToolException("There is no column '" + name + "'; there are: "
                            + names(readable())).code("invalid_argument")));
        }
        return columns;
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static long number(Call call, String name, long otherwise) {
        return call.arguments().get(name) instanceof Number number
                ? new BigDecimal(number.toString()).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue()
                : otherwise;
    }

    /** Keys and values in turn, in an order that is the same in every run. */
    static Map<String, Object> json(Object... members) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            json.put((String) members[i], members[i + 1]);
        }
        return json;
    }
}
