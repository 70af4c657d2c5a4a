package dev.patchbay.store;

import java.util.OptionalInt;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables to this version. */
final class Migrations {
    /** Where the scripts are, seen from this class. */
    static final String FOLDER = "migration";
    static final String TABLE = "patchbay_schema";

    private static final String LOCATION = "classpath:dev/patchbay/store/" + FOLDER;

    private Migrations() {}

    /** Runs what is missing; returns the version that the tables have then. */
    static int run(DatabaseSettings settings, DataSource pool) {
        OptionalInt current = AppliedMigrations.version(pool);
        return current.isPresent() ? current.getAsInt() : migrate(settings, pool);
    }

    private static int migrate(DatabaseSettings settings, DataSource pool) {
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader()).dataSource(pool).locations(LOCATION)
                .table(TABLE).failOnMissingLocations(true).validateMigrationNaming(true).cleanDisabled(true)
                .loggers("slf4j").load();
        try {
            for (MigrationInfo info : flyway.info().all()) {
                if (info.getState() == MigrationState.FUTURE_SUCCESS
                        || info.getState() == MigrationState.FUTURE_FAILED) {
                    throw new BadSettingsException(
                            "the database (" + settings + ") was written by a newer Patchbay, whose"
                                    + " tables have version " + info.getVersion()
                                    + ": start that one, or restore a backup into an"
                                    + " empty database");
                }
            }
            flyway.migrate();
            return Integer.parseInt(String.valueOf(flyway.info().current().getVersion()));
        } catch (FlywayException e) {
            throw new BadSettingsException("the tables of the database (" + settings + ") cannot be brought to this"
                    + " version: " + Engines.reason(e) + ". The database must be empty at first and used by nothing"
                    + " else, and its user must be allowed to create tables there", e);
        }
    }
}
