package dev.patchbay.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import javax.sql.DataSource;

/**
 * Tells whether the tables are those of this version, so that Flyway, which takes a good part of a start and of the memory
 * of a server, is needed only where there is something to do or to complain about. It compares what Flyway compares: that
 * each migration was applied, in order, and is unchanged.
 */
final class AppliedMigrations {
    /** The last migration of this version. */
    static final String LAST = "V6__result_budget.sql";

    private static final String HISTORY = """
            SELECT "script", "checksum", "success" FROM "%s" WHERE "version" IS NOT NULL ORDER BY "installed_rank"
            """.formatted(Migrations.TABLE);

    private AppliedMigrations() {}

    /** The version of the tables if all is as it should be; empty if Flyway must look, also where there are no tables. */
    static OptionalInt version(DataSource pool) {
        int version = 0;
        String script = "";
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(HISTORY)) {
            while (rows.next()) {
                version++;
                script = rows.getString(1);
                if (!rows.getBoolean(3) || script == null || !script.startsWith("V" + version + "__")
                        || !isUnchanged(script, rows.getInt(2))) {
                    return OptionalInt.empty();
                }
            }
        } catch (SQLException e) {
            return OptionalInt.empty(); // mostly there is no such table; Flyway says what else it is
        }
        return LAST.equals(script) ? OptionalInt.of(version) : OptionalInt.empty();
    }

    private static boolean isUnchanged(String script, int checksum) {
        try (InputStream in = AppliedMigrations.class.getResourceAsStream(Migrations.FOLDER + "/" + script)) {
            return in != null && checksum(in) == checksum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Flyway writes down of a script: the CRC-32 of its lines without their ends. */
    private static int checksum(InputStream script) throws IOException {
        CRC32 crc = new CRC32();
        BufferedReader lines = new BufferedReader(new InputStreamReader(script, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            crc.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return (int) crc.getValue();
    }
}
