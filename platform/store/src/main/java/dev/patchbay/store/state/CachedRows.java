package dev.patchbay.store.state;

import dev.patchbay.store.Columns;
import dev.patchbay.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/**
 * The results that may be given again.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class CachedRows {
    private static final String COLUMNS = "id, owner, instance, name, is_resource, run, built_at, is_of_run, fresh_until,"
            + " stale_until, sealed";
    private static final int AT_ONCE = 500;

    private final Database database;

    /** Creates the repository on a database. */
    public CachedRows(Database database) {
        this.database = database;
    }

    /** How many results there are, and how many bytes they have. */
    public record Size(long rows, long bytes) {}

    /** A resource and one of the things it was built from. */
    public record Link(String uri, String source) {}

    /** Finds a result of an owner, also one that is over and not removed yet. */
    public Optional<CachedRow> find(String id, String owner) {
        return database.read(handle -> handle
                .createQuery("SELECT " + COLUMNS + " FROM cached_result WHERE id = :id AND owner = :owner")
                .bind("id", id).bind("owner", owner)
                .map((row, context) -> row(row, sources(handle, id))).findOne());
    }

    private static Set<String> sources(Handle handle, String id) {
        return new HashSet<>(handle.createQuery("SELECT source FROM cached_source WHERE result_id = :id").bind("id", id)
                .map((row, context) -> row.getString("source")).list());
    }

    private static CachedRow row(ResultSet row, Set<String> sources) throws SQLException {
        return new CachedRow(row.getString("id"), row.getString("owner"), row.getString("instance"),
                row.getString("name"), row.getBoolean("is_resource"), row.getString("run"), row.getLong("built_at"),
                row.getBoolean("is_of_run"), row.getLong("fresh_until"), row.getLong("stale_until"),
                Columns.bytes(row, "sealed"), sources);
    }

    /** Keeps results, each in place of the one of its id; what does not fit into a row is left out. */
    public void keep(List<CachedRow> rows) {
        List<CachedRow> fitting = rows.stream().filter(CachedRow::fits).toList();
        if (fitting.isEmpty()) {
            return;
        }
        database.put("cached results", "", handle -> {
            PreparedBatch removed = handle.prepareBatch("DELETE FROM cached_result WHERE id = :id");
            fitting.forEach(row -> removed.bind("id", row.id()).add());
            removed.execute();
            // The last of an id counts
            Set<String> seen = new HashSet<>();
            List<CachedRow> last = fitting.reversed().stream().filter(row -> seen.add(row.id())).toList();
            last.forEach(row -> add(handle, row));
            return last.size();
        });
    }

    private static void add(Handle handle, CachedRow row) {
        String sealed = Columns.bytes(row.sealed());
        handle.createUpdate("INSERT INTO cached_result (" + COLUMNS + ", size_bytes) VALUES (:id, :owner, :instance,"
                + " :name, :resource, :run, :built, :ofRun, :fresh, :stale, :sealed, :bytes)").bind("id", row.id())
                .bind("owner", row.owner()).bind("instance", row.instance()).bind("name", row.name())
                .bind("resource", row.isResource()).bind("run", row.run()).bind("built", row.builtAt())
                .bind("ofRun", row.isOfRun()).bind("fresh", row.freshUntil()).bind("stale", row.staleUntil())
                .bind("sealed", sealed).bind("bytes", (long) sealed.length()).execute();
        if (!row.sources().isEmpty()) {
            PreparedBatch batch = handle.prepareBatch(
                    "INSERT INTO cached_source (result_id, source_hash, source) VALUES (:id, :hash, :source)");
            row.sources().forEach(source -> batch.bind("id", row.id()).bind("hash", hash(source))
                    .bind("source", source).add());
            batch.execute();
        }
    }

    private static String hash(String source) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Removes what was built from any of the sources. */
    public void removeBuiltFrom(Collection<String> sources) {
        List<String> hashes = sources.stream().map(CachedRows::hash).toList();
        for (int from = 0; from < hashes.size(); from += AT_ONCE) {
            List<String> some = hashes.subList(from, Math.min(hashes.size(), from + AT_ONCE));
            database.write("cached results", "", handle -> handle
                    .createUpdate("DELETE FROM cached_result WHERE id IN (SELECT result_id FROM cached_source"
                            + " WHERE source_hash IN (<hashes>))")
                    .bindList("hashes", some).execute());
        }
    }

    /** Removes results, of one instance or of one name only; returns how many. */
    public int remove(Optional<String> instance, Optional<String> name) {
        String where = (instance.isPresent() ? " AND instance = :instance" : "")
                + (name.isPresent() ? " AND name = :name" : "");
        return database.write("cached results", "", handle -> {
            Update update = handle.createUpdate("DELETE FROM cached_result WHERE 1 = 1" + where);
            instance.ifPresent(value -> update.bind("instance", value));
            name.ifPresent(value -> update.bind("name", value));
            return update.execute();
        });
    }

    /** Removes what is over, and what would end first of what is more than allowed. */
    public void purge(long now, int maxRows, long maxBytes) {
        database.write("cached results", "",
                handle -> handle.execute("DELETE FROM cached_result WHERE stale_until <= ?", now));
        while (true) {
            Size size = size();
            if (size.rows() == 0 || (size.rows() <= maxRows && size.bytes() <= maxBytes)) {
                return;
            }
            long tooMany = Math.max(size.rows() - maxRows, 0);
            int some = (int) Math.max(1, Math.min(AT_ONCE, tooMany == 0 ? size.rows() / 10 : tooMany));
            database.write("cached results", "", handle -> handle
                    .createUpdate("DELETE FROM cached_result WHERE id IN (SELECT id FROM cached_result"
                            + " ORDER BY stale_until, id FETCH FIRST " + some + " ROWS ONLY)")
                    .execute());
        }
    }

    /** Returns what the kept reads of resources were built from. */
    public List<Link> links(int max) {
        return database.read(handle -> handle
                .createQuery("SELECT r.name, s.source FROM cached_result r JOIN cached_source s ON s.result_id = r.id"
                        + " WHERE r.is_resource = TRUE AND s.source <> r.name FETCH FIRST " + max + " ROWS ONLY")
                .map((row, context) -> new Link(row.getString(1), row.getString(2))).list());
    }

    /** Counts. */
    public Size size() {
        return database.read(handle -> handle
                .createQuery("SELECT COUNT(*) AS n, COALESCE(SUM(size_bytes), 0) AS bytes FROM cached_result")
                .map((row, context) -> new Size(row.getLong("n"), row.getLong("bytes"))).one());
    }
}
