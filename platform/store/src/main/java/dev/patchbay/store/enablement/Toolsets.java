package dev.patchbay.store.enablement;

import dev.patchbay.store.Database;
import dev.patchbay.store.MissingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The toolsets.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class Toolsets {
    private static final String SELECT = "SELECT t.name, t.description, e.kind, e.entry_name, e.entry_override"
            + " FROM toolset t LEFT JOIN toolset_entry e ON e.toolset_name = t.name";
    private static final String ORDER = " ORDER BY t.name, e.place";

    private final Database database;

    /** Creates the repository on a database. */
    public Toolsets(Database database) {
        this.database = database;
    }

    /** Returns all toolsets by name. */
    public List<Toolset> all() {
        return database.read(handle -> toolsets(handle.createQuery(SELECT + ORDER)));
    }

    /** Finds a toolset. */
    public Optional<Toolset> find(String name) {
        return database.read(handle -> toolsets(handle.createQuery(SELECT + " WHERE t.name = :name" + ORDER)
                .bind("name", name))).stream().findFirst();
    }

    /**
     * Adds a toolset.
     *
     * @throws dev.patchbay.store.DuplicateException if there is one of this name
     */
    public void create(Toolset toolset) {
        database.write("toolset", toolset.name(), handle -> {
            int count = handle.createUpdate("INSERT INTO toolset (name, description) VALUES (:name, :description)")
                    .bind("name", toolset.name()).bind("description", toolset.description()).execute();
            addEntries(handle, toolset);
            return count;
        });
    }

    /**
     * Replaces a toolset with all its entries.
     *
     * @throws MissingException if there is none of this name
     */
    public void update(Toolset toolset) {
        database.write("toolset", toolset.name(), handle -> {
            int count = handle.createUpdate("UPDATE toolset SET description = :description WHERE name = :name")
                    .bind("name", toolset.name()).bind("description", toolset.description()).execute();
            if (count == 0) {
                throw new MissingException("toolset", toolset.name());
            }
            handle.createUpdate("DELETE FROM toolset_entry WHERE toolset_name = :name").bind("name", toolset.name())
                    .execute();
            addEntries(handle, toolset);
            return count;
        });
    }

    /**
     * Deletes a toolset and takes it from those it was enabled for.
     *
     * @throws MissingException if there is none of this name
     */
    public void delete(String name) {
        int count = database.write("toolset", name, handle -> handle
                .createUpdate("DELETE FROM toolset WHERE name = :name").bind("name", name).execute());
        if (count == 0) {
            throw new MissingException("toolset", name);
        }
    }

    private static void addEntries(Handle handle, Toolset toolset) {
        if (toolset.entries().isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("INSERT INTO toolset_entry (toolset_name, place, kind, entry_name,"
                + " entry_override) VALUES (:toolset, :place, :kind, :name, :override)");
        for (int place = 0; place < toolset.entries().size(); place++) {
            ToolsetEntry entry = toolset.entries().get(place);
            ToolOverride override = entry.override();
            batch.bind("toolset", toolset.name()).bind("place", place).bind("kind", entry.kind().name())
                    .bind("name", entry.name()).bind("override", override == null ? null : override.json()).add();
        }
        batch.execute();
    }

    private record Line(String name, String description, @Nullable ToolsetEntry entry) {}

    private static List<Toolset> toolsets(Query query) {
        Map<String, String> descriptions = new TreeMap<>();
        Map<String, List<ToolsetEntry>> entries = new TreeMap<>();
        query.map((row, context) -> line(row)).forEach(line -> {
            descriptions.put(line.name(), line.description());
            List<ToolsetEntry> of = entries.computeIfAbsent(line.name(), name -> new ArrayList<>());
            if (line.entry() != null) {
                of.add(line.entry());
            }
        });
        List<Toolset> toolsets = new ArrayList<>();
        entries.forEach((name, of) -> toolsets.add(new Toolset(name, descriptions.getOrDefault(name, ""), of)));
        return List.copyOf(toolsets);
    }

    private static Line line(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        String override = row.getString("entry_override");
        return new Line(row.getString("name"), row.getString("description"), kind == null ? null
                : new ToolsetEntry(
                        EntryKind.valueOf(kind), row.getString("entry_name"),
                        override == null ? null : ToolOverride.of(override)));
    }
}
