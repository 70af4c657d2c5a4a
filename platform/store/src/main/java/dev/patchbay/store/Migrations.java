package dev.patchbay.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables to this version. */
final class Migrations {
    private static final String LOCATION = "classpath:dev/patchbay/store/migration";
    private static final String TABLE = "patchbay_schema";

    private Migrations() {}

    static void run(DatabaseSettings settings, DataSource pool) {
        Flyway flyway = flyway(pool);
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
        } catch (FlywayException e) {
            throw new BadSettingsException("the tables of the database (" + settings + ") cannot be brought to this"
                    + " version; they are as the last complete step left them: restore a backup, or report the cause",
                    e);
        }
    }

    static String version(DataSource pool) {
        MigrationInfo current = flyway(pool).info().current();
        return current == null ? "0" : String.valueOf(current.getVersion());
    }

    private static Flyway flyway(DataSource pool) {
        return Flyway.configure(Migrations.class.getClassLoader()).dataSource(pool).locations(LOCATION).table(TABLE)
                .failOnMissingLocations(true).validateMigrationNaming(true).cleanDisabled(true).loggers("slf4j").load();
    }
}
