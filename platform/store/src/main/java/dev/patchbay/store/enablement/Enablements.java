package dev.patchbay.store.enablement;

import dev.patchbay.store.Database;
import dev.patchbay.store.References;
import dev.patchbay.store.enablement.Enablement.Subject;
import dev.patchbay.store.enablement.Enablement.Target;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * What is enabled for whom.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class Enablements {
    private static final String SELECT = "SELECT subject_kind, subject, target_kind, target FROM enablement";
    private static final String ORDER = " ORDER BY subject_kind, subject, target_kind, target";
    private static final String SAME = " WHERE subject_kind = :subjectKind AND subject = :subject"
            + " AND target_kind = :targetKind AND target = :target";

    private final Database database;

    /** Creates the repository on a database. */
    public Enablements(Database database) {
        this.database = database;
    }

    /** Returns all that is enabled. */
    public List<Enablement> all() {
        return database.read(
                handle -> handle.createQuery(SELECT + ORDER).map((row, context) -> enablement(row)).list());
    }

    /** Returns what is enabled for one client itself, or for one role; nothing if there is no such client or role. */
    public List<Enablement> of(Subject kind, String subject) {
        return database.read(handle -> handle
                .createQuery(SELECT + " WHERE subject_kind = :kind AND subject = :subject" + ORDER)
                .bind("kind", kind.name()).bind("subject", subject).map((row, context) -> enablement(row)).list());
    }

    /**
     * Enables something; tells whether it was not enabled already.
     *
     * @throws dev.patchbay.store.MissingException if the client, role or toolset does not exist
     */
    public boolean add(Enablement enablement) {
        return database.put("enablement of", enablement.target(), handle -> add(handle, enablement));
    }

    private static boolean add(Handle handle, Enablement enablement) {
        boolean client = enablement.subjectKind() == Subject.CLIENT;
        if (client) {
            References.requireClient(handle, enablement.subject());
        } else {
            References.requireRole(handle, enablement.subject());
        }
        boolean toolset = enablement.targetKind() == Target.TOOLSET;
        if (toolset) {
            References.requireToolset(handle, enablement.target());
        }
        // Not "insert and look whether it fails": a failed statement ends a transaction of PostgreSQL
        int count = bound(enablement, handle.createUpdate("INSERT INTO enablement (subject_kind, subject, target_kind,"
                + " target, client_id, role_name, toolset_name) SELECT :subjectKind, :subject, :targetKind, :target,"
                + " CAST(:client AS VARCHAR(64)), CAST(:role AS VARCHAR(64)), CAST(:toolset AS VARCHAR(64))"
                + " WHERE NOT EXISTS (SELECT 1 FROM enablement" + SAME + ")"))
                .bind("client", client ? enablement.subject() : null)
                .bind("role", client ? null : enablement.subject())
                .bind("toolset", toolset ? enablement.target() : null).execute();
        return count > 0;
    }

    /** Takes something back; tells whether it was enabled. */
    public boolean remove(Enablement enablement) {
        return database.write("enablement of", enablement.target(),
                handle -> bound(enablement, handle.createUpdate("DELETE FROM enablement" + SAME)).execute()) > 0;
    }

    private static Update bound(Enablement enablement, Update update) {
        return update.bind("subjectKind", enablement.subjectKind().name()).bind("subject", enablement.subject())
                .bind("targetKind", enablement.targetKind().name()).bind("target", enablement.target());
    }

    private static Enablement enablement(ResultSet row) throws SQLException {
        return new Enablement(Subject.valueOf(row.getString("subject_kind")), row.getString("subject"),
                Target.valueOf(row.getString("target_kind")), row.getString("target"));
    }
}
