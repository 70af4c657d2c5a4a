package dev.patchbay.plugins.database.migration;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the migrations of a database.
 *
 * @param source the database
 * @param tool what applies them
 * @param hasPending whether some are missing
 * @param pending those
 * @param failed those that failed
 * @param changed those whose file is another now
 * @param applied how many were applied
 * @param lastApplied the last one
 * @param comparedWith what they should be
 * @param note what is not known, and why
 */
public record MigrationStatus(@Description("Name of the database") String source,
        @Description("What applies the migrations: flyway, liquibase, or none if there is no history") String tool,
        @Description("Whether migrations are missing or have failed; absent where that is not known")
        @Schema(name = "has_pending")
        Optional<Boolean> hasPending,
        @Description("Migrations that have not been applied") List<String> pending,
        @Description("Migrations that began and failed") List<String> failed,
        @Description("Applied migrations whose file has changed since") List<String> changed,
        @Description("How many have been applied") int applied,
        @Description("The one that was applied last") @Schema(name = "last_applied") Optional<String> lastApplied,
        @Description("What the history was compared with") @Schema(name = "compared_with") String comparedWith,
        @Description("What is not known, and why") Optional<String> note) {}
