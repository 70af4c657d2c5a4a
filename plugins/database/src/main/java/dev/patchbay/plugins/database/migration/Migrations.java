package dev.patchbay.plugins.database.migration;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import java.util.List;
import java.util.Optional;

/**
 * Where the migrations of a database are.
 *
 * @param source the database
 * @param schema the schema of the history
 * @param table the table of the history
 * @param folder where the files are
 * @param expected what should have been applied
 */
public record Migrations(@Description("Name of the source; the first one if absent") Optional<String> source,
        @Description("Schema of the history table; the default one if absent") Optional<String> schema,
        @Description("Name of the history table, if it is neither flyway_schema_history nor databasechangelog")
        Optional<String> table,
        @Description("Folder with the migration files to compare with; needs the grant 'paths: <folder> (r)'")
        Optional<String> folder,
        @Description("What to compare with instead of a folder: versions of Flyway, or author:id of Liquibase")
        @Schema(defaultValue = "[]")
        List<String> expected) {}
