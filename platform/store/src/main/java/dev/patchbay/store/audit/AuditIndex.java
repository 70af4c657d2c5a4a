package dev.patchbay.store.audit;

import dev.patchbay.store.Columns;
import dev.patchbay.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The searchable index of the audit file. It can be cleared and filled again from the file at any time.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class AuditIndex {
    private static final String COLUMNS = "seq, happened_at, kind, client, entry, instance, decision, outcome,"
            + " size_bytes, duration_micros, origin, segment, segment_offset";

    private final Database database;

    /** Creates the repository on a database. */
    public AuditIndex(Database database) {
        this.database = database;
    }

    /**
     * Adds rows, all of them or, when it fails, none.
     *
     * @throws dev.patchbay.store.DuplicateException if there is a row with one of the numbers
     */
    public void insert(List<AuditRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        database.write("row of the audit index", rows.getFirst().seq() + " to " + rows.getLast().seq(), handle -> {
            PreparedBatch batch = handle.prepareBatch("INSERT INTO audit_row (" + COLUMNS
                    + ") VALUES (:seq, :at, :kind,"
                    + " :client, :entry, :instance, :decision, :outcome, :bytes, :micros, :origin, :segment, :offset)");
            rows.forEach(row -> bind(batch, row));
            return batch.execute().length;
        });
    }

    private static void bind(PreparedBatch batch, AuditRow row) {
        batch.bind("seq", row.seq()).bind("at", Columns.time(row.at())).bind("kind", row.kind())
                .bind("client", row.client()).bind("entry", row.entry()).bind("instance", row.instance())
                .bind("decision", row.decision()).bind("outcome", row.outcome()).bind("bytes", row.bytes())
                .bind("micros", row.micros()).bind("origin", row.from()).bind("segment", row.segment())
                .bind("offset", row.offset()).add();
    }

    /** Returns the rows that a query asks for, newest first. */
    public List<AuditRow> query(AuditQuery query) {
        Map<String, Object> values = new LinkedHashMap<>();
        StringBuilder where = new StringBuilder(" WHERE 1 = 1");
        add(where, values, "kind = :kind", "kind", query.kind());
        add(where, values, "client = :client", "client", query.client());
        add(where, values, "entry = :entry", "entry", query.entry());
        add(where, values, "instance = :instance", "instance", query.instance());
        add(where, values, "decision = :decision", "decision", query.decision());
        add(where, values, "outcome = :outcome", "outcome", query.outcome());
        add(where, values, "happened_at >= :since", "since", Columns.timeIfAny(query.since()));
        add(where, values, "happened_at <= :until", "until", Columns.timeIfAny(query.until()));
        add(where, values, "seq < :before", "before", query.before());
        return database.read(handle -> {
            Query statement = handle.createQuery("SELECT " + COLUMNS + " FROM audit_row" + where
                    + " ORDER BY seq DESC FETCH FIRST :limit ROWS ONLY").bind("limit", query.limit());
            return statement.bindMap(values).map((row, context) -> row(row)).list();
        });
    }

    private static void add(StringBuilder where, Map<String, Object> values, String condition, String name,
            @Nullable Object value) {
        if (value != null) {
            where.append(" AND ").append(condition);
            values.put(name, value);
        }
    }

    /** Returns the highest number of a row; empty if there are none. */
    public OptionalLong lastSeq() {
        return database.read(handle -> handle.createQuery("SELECT MAX(seq) AS last_seq FROM audit_row")
                .map((row, context) -> Optional.ofNullable(Columns.longIfAny(row, "last_seq"))).one())
                .map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** Deletes rows with lower numbers, as when their file is removed; tells how many. */
    public int deleteBefore(long seq) {
        return database.write("row of the audit index before", String.valueOf(seq), handle -> handle
                .createUpdate("DELETE FROM audit_row WHERE seq < :seq").bind("seq", seq).execute());
    }

    /** Deletes all rows; the anchors stay. */
    public void clear() {
        database.write("audit index", "", handle -> handle.createUpdate("DELETE FROM audit_row").execute());
    }

    /**
     * Writes an anchor down.
     *
     * @throws dev.patchbay.store.DuplicateException if there is one for this number
     */
    public void anchor(AuditAnchor anchor) {
        database.write("anchor of the audit file", String.valueOf(anchor.seq()), handle -> handle
                .createUpdate("INSERT INTO audit_anchor (seq, hash, segment, anchored_at)"
                        + " VALUES (:seq, :hash, :segment, :at)")
                .bind("seq", anchor.seq()).bind("hash", Columns.bytes(anchor.hash())).bind("segment", anchor.segment())
                .bind("at", Columns.time(anchor.at())).execute());
    }

    /** Returns the anchor with the highest number. */
    public Optional<AuditAnchor> lastAnchor() {
        return database.read(handle -> handle.createQuery("SELECT seq, hash, segment, anchored_at FROM audit_anchor"
                + " ORDER BY seq DESC FETCH FIRST 1 ROWS ONLY").map((row, context) -> anchor(row)).findOne());
    }

    /** Returns all anchors, oldest first. */
    public List<AuditAnchor> anchors() {
        return database.read(handle -> handle.createQuery("SELECT seq, hash, segment, anchored_at FROM audit_anchor"
                + " ORDER BY seq").map((row, context) -> anchor(row)).list());
    }

    /** Deletes the anchors before a time except the last one; tells how many. */
    public int deleteAnchorsBefore(Instant time) {
        return database.write("anchor of the audit file", "", handle -> handle
                .createUpdate("DELETE FROM audit_anchor WHERE anchored_at < :time"
                        + " AND seq < (SELECT MAX(seq) FROM audit_anchor)")
                .bind("time", Columns.time(Columns.kept(time))).execute());
    }

    private static AuditAnchor anchor(ResultSet row) throws SQLException {
        return new AuditAnchor(row.getLong("seq"), Columns.bytes(row, "hash"), row.getString("segment"),
                Columns.time(row, "anchored_at"));
    }

    private static AuditRow row(ResultSet row) throws SQLException {
        return new AuditRow(row.getLong("seq"), Columns.time(row, "happened_at"), row.getString("kind"),
                row.getString("client"), row.getString("entry"), row.getString("instance"), row.getString("decision"),
                row.getString("outcome"), Columns.longIfAny(row, "size_bytes"),
                Columns.longIfAny(row, "duration_micros"), row.getString("origin"), row.getString("segment"),
                row.getLong("segment_offset"));
    }
}
