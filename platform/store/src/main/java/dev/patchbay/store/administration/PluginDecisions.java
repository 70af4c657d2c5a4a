package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What administrators decide about plugins beside the approval of a JAR, see {@link PluginApprovals}. What is put replaces
 * what was there under the same key.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class PluginDecisions {
    private final Database database;

    /** Creates the repository on a database. */
    public PluginDecisions(Database database) {
        this.database = database;
    }

    private static PluginRejection rejection(ResultSet row) throws SQLException {
        return new PluginRejection(row.getString("sha256"), row.getString("plugin_id"), row.getString("version"),
                row.getString("reason"), row.getString("rejected_by"), Columns.time(row, "rejected_at"));
    }

    /** Returns the JARs that were rejected, oldest first. */
    public List<PluginRejection> rejections() {
        return database.read(handle -> handle
                .createQuery("SELECT sha256, plugin_id, version, reason, rejected_by, rejected_at FROM plugin_rejection"
                        + " ORDER BY rejected_at, sha256")
                .map((row, context) -> rejection(row)).list());
    }

    /** Rejects a JAR. */
    public void put(PluginRejection rejection) {
        database.put("rejection of the JAR", rejection.sha256(), handle -> {
            handle.execute("DELETE FROM plugin_rejection WHERE sha256 = ?", rejection.sha256());
            return handle.execute("INSERT INTO plugin_rejection (sha256, plugin_id, version, reason, rejected_by,"
                    + " rejected_at) VALUES (?, ?, ?, ?, ?, ?)", rejection.sha256(), rejection.pluginId(),
                    rejection.version(), rejection.reason(), rejection.by(), Columns.time(rejection.at()));
        });
    }

    /** Takes a rejection back; tells whether there was one. */
    public boolean removeRejection(String sha256) {
        return database.write("rejection of the JAR", sha256,
                handle -> handle.execute("DELETE FROM plugin_rejection WHERE sha256 = ?", sha256)) > 0;
    }

    private static PluginQuarantine quarantine(ResultSet row) throws SQLException {
        return new PluginQuarantine(row.getString("plugin_id"), row.getString("reason"),
                row.getString("quarantined_by"), Columns.time(row, "quarantined_at"));
    }

    /** Returns the plugins in quarantine, by id. */
    public List<PluginQuarantine> quarantines() {
        return database.read(handle -> handle.createQuery("SELECT plugin_id, reason, quarantined_by, quarantined_at"
                + " FROM plugin_quarantine ORDER BY plugin_id").map((row, context) -> quarantine(row)).list());
    }

    /** Puts a plugin into quarantine. */
    public void put(PluginQuarantine quarantine) {
        database.put("quarantine of the plugin", quarantine.pluginId(), handle -> {
            handle.execute("DELETE FROM plugin_quarantine WHERE plugin_id = ?", quarantine.pluginId());
            return handle.execute("INSERT INTO plugin_quarantine (plugin_id, reason, quarantined_by, quarantined_at)"
                    + " VALUES (?, ?, ?, ?)", quarantine.pluginId(), quarantine.reason(), quarantine.by(),
                    Columns.time(quarantine.at()));
        });
    }

    /** Ends a quarantine; tells whether there was one. */
    public boolean removeQuarantine(String pluginId) {
        return database.write("quarantine of the plugin", pluginId,
                handle -> handle.execute("DELETE FROM plugin_quarantine WHERE plugin_id = ?", pluginId)) > 0;
    }

    private static PluginGrant grant(ResultSet row) throws SQLException {
        return new PluginGrant(row.getString("instance"), row.getString("grant_text"), row.getBoolean("given"),
                row.getString("decided_by"), Columns.time(row, "decided_at"));
    }

    /** Returns what was given to instances and taken from them, by instance. */
    public List<PluginGrant> grants() {
        return database.read(handle -> handle.createQuery("SELECT instance, grant_text, given, decided_by, decided_at"
                + " FROM plugin_grant ORDER BY instance, grant_text").map((row, context) -> grant(row)).list());
    }

    /** Gives an instance a grant, or takes one. */
    public void put(PluginGrant grant) {
        database.put("grant of the instance", grant.instance(), handle -> {
            handle.execute("DELETE FROM plugin_grant WHERE instance = ? AND grant_text = ?", grant.instance(),
                    grant.text());
            return handle.execute("INSERT INTO plugin_grant (instance, grant_text, given, decided_by, decided_at)"
                    + " VALUES (?, ?, ?, ?, ?)", grant.instance(), grant.text(), grant.given(), grant.by(),
                    Columns.time(grant.at()));
        });
    }

    /** Forgets what was decided about a grant; tells whether there was something. */
    public boolean removeGrant(String instance, String text) {
        return database.write("grant of the instance", instance, handle -> handle
                .execute("DELETE FROM plugin_grant WHERE instance = ? AND grant_text = ?", instance, text)) > 0;
    }

    private static PluginDefinition definition(ResultSet row) throws SQLException {
        return new PluginDefinition(row.getString("instance"), row.getString("kind"), row.getString("definition_name"),
                row.getString("sha256"), row.getString("definition"), row.getString("approved_by"),
                Columns.time(row, "approved_at"));
    }

    /** Returns the approved definitions, by instance, kind and name, oldest first. */
    public List<PluginDefinition> definitions() {
        return database.read(handle -> handle.createQuery("SELECT instance, kind, definition_name, sha256, definition,"
                + " approved_by, approved_at FROM plugin_definition"
                + " ORDER BY instance, kind, definition_name, approved_at, sha256")
                .map((row, context) -> definition(row)).list());
    }

    /** Approves definitions, all or none. */
    public void put(List<PluginDefinition> definitions) {
        database.together(() -> {
            definitions.forEach(this::put);
            return definitions.size();
        });
    }

    private void put(PluginDefinition definition) {
        database.put("definition of the instance", definition.instance(), handle -> {
            handle.execute("DELETE FROM plugin_definition WHERE instance = ? AND kind = ? AND sha256 = ?",
                    definition.instance(), definition.kind(), definition.sha256());
            return handle.execute("INSERT INTO plugin_definition (instance, kind, definition_name, sha256, definition,"
                    + " approved_by, approved_at) VALUES (?, ?, ?, ?, ?, ?, ?)", definition.instance(),
                    definition.kind(), definition.name(), definition.sha256(), definition.definition(),
                    definition.by(), Columns.time(definition.at()));
        });
    }

    /** Takes the approvals of all definitions of an instance back; tells how many there were. */
    public int removeDefinitions(String instance) {
        return database.write("definition of the instance", instance,
                handle -> handle.execute("DELETE FROM plugin_definition WHERE instance = ?", instance));
    }

    /** Returns what instances were last started with, by instance. */
    public List<PluginConfiguration> configurations() {
        return database.read(handle -> handle.createQuery("SELECT instance, jar_sha256, configuration_sha256"
                + " FROM plugin_configuration ORDER BY instance")
                .map((row, context) -> new PluginConfiguration(row.getString("instance"), row.getString("jar_sha256"),
                        row.getString("configuration_sha256")))
                .list());
    }

    /** Keeps what an instance was started with. */
    public void put(PluginConfiguration configuration) {
        database.put("configuration of the instance", configuration.instance(), handle -> {
            handle.execute("DELETE FROM plugin_configuration WHERE instance = ?", configuration.instance());
            return handle.execute("INSERT INTO plugin_configuration (instance, jar_sha256, configuration_sha256)"
                    + " VALUES (?, ?, ?)", configuration.instance(), configuration.jar(), configuration.sha256());
        });
    }

    private static PluginProposal proposal(ResultSet row) throws SQLException {
        return new PluginProposal(row.getString("decision_sha256"), row.getString("plugin_id"),
                row.getString("decision"), row.getString("proposed_by"), Columns.time(row, "proposed_at"));
    }

    /** Returns the decisions that wait for a second administrator, oldest first. */
    public List<PluginProposal> proposals() {
        return database.read(handle -> handle.createQuery("SELECT decision_sha256, plugin_id, decision, proposed_by,"
                + " proposed_at FROM plugin_proposal ORDER BY proposed_at, decision_sha256")
                .map((row, context) -> proposal(row)).list());
    }

    /** Keeps a decision until a second administrator takes it. */
    public void put(PluginProposal proposal) {
        database.put("decision on the plugin", proposal.pluginId(), handle -> {
            handle.execute("DELETE FROM plugin_proposal WHERE decision_sha256 = ?", proposal.sha256());
            return handle.execute("INSERT INTO plugin_proposal (decision_sha256, plugin_id, decision, proposed_by,"
                    + " proposed_at) VALUES (?, ?, ?, ?, ?)", proposal.sha256(), proposal.pluginId(),
                    proposal.decision(), proposal.by(), Columns.time(proposal.at()));
        });
    }

    /** Forgets a decision that waited; tells whether there was one. */
    public boolean removeProposal(String sha256) {
        return database.write("decision", sha256,
                handle -> handle.execute("DELETE FROM plugin_proposal WHERE decision_sha256 = ?", sha256)) > 0;
    }
}
