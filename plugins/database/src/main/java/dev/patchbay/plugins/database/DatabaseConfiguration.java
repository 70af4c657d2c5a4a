package dev.patchbay.plugins.database;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import dev.patchbay.plugins.database.configured.SqlTool;
import dev.patchbay.plugins.database.configured.TableTools;
import dev.patchbay.plugins.database.migration.Migrations;
import java.util.List;

/**
 * What an administrator can set; everything has a default.
 *
 * @param sources the datasources that this instance uses
 * @param readOnly whether nothing is written, whatever else is set
 * @param execute whether db_execute is offered
 * @param maxChars how long an answer gets
 * @param maxCell how long a value gets
 * @param timeoutSeconds how long a statement runs
 * @param functions functions that queries may call beside the known ones
 * @param tools the built-in tools that are offered
 * @param tables tables with tools of their own
 * @param statements statements that are tools
 * @param migrations where migrations are
 */
public record DatabaseConfiguration(
        @Description("Names of datasources that this instance uses; each has to be granted")
        @Schema(defaultValue = "[\"main\"]", minItems = 1)
        List<String> sources,
        @Description("Offer nothing that writes, whatever else is set") @Schema(defaultValue = "false")
        boolean readOnly,
        @Description("Offer db_execute, which runs any statement, where a source is granted for writing")
        @Schema(defaultValue = "false")
        boolean execute,
        @Description("Most characters of the rows of an answer")
        @Schema(defaultValue = "24000", minimum = "1000", maximum = "1000000")
        int maxChars,
        @Description("Most characters of one value; longer ones are shortened and counted in cut_values")
        @Schema(defaultValue = "4000", minimum = "20", maximum = "1000000")
        int maxCell,
        @Description("Most seconds that a statement runs") @Schema(defaultValue = "20", minimum = "1", maximum = "3600")
        int timeoutSeconds,
        @Description("Functions that queries may call beside those that are known to only read, such as st_area")
        @Schema(defaultValue = "[]")
        List<String> functions,
        @Description("Built-in tools that are offered; remove those that nobody needs")
        @Schema(
            defaultValue = "[\"db_search_objects\", \"db_query\", \"db_explain\", \"db_execute\","
                    + " \"check_pending_migrations\"]")
        List<String> tools,
        @Description("Tables with tools of their own, and with a resource schema://<table>")
        @Schema(defaultValue = "[]")
        List<TableTools> tables,
        @Description("Tools that run one configured statement") @Schema(defaultValue = "[]") List<SqlTool> statements,
        @Description("Where migrations are, for check_pending_migrations") @Schema(defaultValue = "[]")
        List<Migrations> migrations) {}
