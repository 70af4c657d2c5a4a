package dev.patchbay.plugins.database;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import dev.patchbay.plugins.database.access.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a query.
 *
 * @param columns the columns
 * @param items the rows
 * @param returned how many rows there are here
 * @param limit the limit that was applied
 * @param hasMore whether the query has more rows
 * @param truncated the same
 * @param truncatedBy which bound ended the rows
 * @param cutValues how many values were shortened
 */
public record QueryResult(@Description("The columns, in the order of the values") List<Column> columns,
        @Description("The rows, each a list of values") List<List<Object>> items,
        @Description("How many rows these are") int returned,
        @Description("The limit that was applied") int limit,
        @Description("Whether the query has more rows; ask for them with WHERE or OFFSET") @Schema(name = "has_more")
        boolean hasMore,
        @Description("Whether rows were left out") boolean truncated,
        @Description("What ended the rows: 'rows', the limit; 'chars', the length of the answer")
        @Schema(name = "truncated_by")
        Optional<String> truncatedBy,
        @Description("How many values were shortened") @Schema(name = "cut_values") int cutValues) {
    /**
     * A column.
     *
     * @param name its name
     * @param type its type in the database
     */
    public record Column(@Description("Its name") String name, @Description("Its type in the database") String type) {}

    static QueryResult of(Rows rows, int limit) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            columns.add(new Column(rows.columns().get(i), rows.types().get(i)));
        }
        @SuppressWarnings({"unchecked", "rawtypes"}) // values may be null, which the type of the component cannot say
        List<List<Object>> items = (List) rows.rows();
        boolean more = rows.more().isPresent();
        return new QueryResult(columns, items, items.size(), limit, more, more, rows.more(), rows.cut());
    }
}
