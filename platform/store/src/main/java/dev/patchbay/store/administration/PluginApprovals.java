package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Which JARs may run.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class PluginApprovals {
    private static final String SELECT = "SELECT sha256, plugin_id, version, definitions_sha256, grants,"
            + " approved_by, seconded_by, approved_at FROM plugin_approval";

    private final Database database;

    /** Creates the repository on a database. */
    public PluginApprovals(Database database) {
        this.database = database;
    }

    /** Returns all approvals, oldest first. */
    public List<PluginApproval> all() {
        return database.read(handle -> handle.createQuery(SELECT + " ORDER BY approved_at, sha256")
                .map((row, context) -> approval(row)).list());
    }

    /** Finds the approval of a JAR. */
    public Optional<PluginApproval> find(String sha256) {
        return database.read(handle -> handle.createQuery(SELECT + " WHERE sha256 = :sha256").bind("sha256", sha256)
                .map((row, context) -> approval(row)).findOne());
    }

    /**
     * Approves a JAR.
     *
     * @throws dev.patchbay.store.DuplicateException if it is approved already
     */
    public void add(PluginApproval approval) {
        database.write("approval of the JAR", approval.sha256(), handle -> handle.createUpdate("INSERT INTO"
                + " plugin_approval (sha256, plugin_id, version, definitions_sha256, grants, approved_by, seconded_by,"
                + " approved_at) VALUES (:sha256, :pluginId, :version, :definitions, :grants, :approvedBy, :secondedBy,"
                + " :approvedAt)").bind("sha256", approval.sha256()).bind("pluginId", approval.pluginId())
                .bind("version", approval.version()).bind("definitions", approval.definitions())
                .bind("grants", approval.grants() == null ? null : Columns.texts(approval.grants()))
                .bind("approvedBy", approval.approvedBy()).bind("secondedBy", approval.secondedBy())
                .bind("approvedAt", Columns.time(approval.approvedAt()))
                .execute());
    }

    /** Takes an approval back; tells whether there was one. */
    public boolean remove(String sha256) {
        return database.write("approval of the JAR", sha256, handle -> handle
                .createUpdate("DELETE FROM plugin_approval WHERE sha256 = :sha256").bind("sha256", sha256).execute())
                > 0;
    }

    private static PluginApproval approval(ResultSet row) throws SQLException {
        return new PluginApproval(row.getString("sha256"), row.getString("plugin_id"), row.getString("version"),
                row.getString("definitions_sha256"), row.getString("grants") == null
                        ? null
                        : Columns.texts(row, "grants"),
                row.getString("approved_by"), row.getString("seconded_by"), Columns.time(row, "approved_at"));
    }
}
