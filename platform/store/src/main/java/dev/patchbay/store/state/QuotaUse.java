package dev.patchbay.store.state;

import dev.patchbay.store.Database;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * How many calls of each client count against its quota of a day.
 *
 * <p>Threads: safe for all, also for several nodes that add at once; every method blocks and is one transaction.
 */
public final class QuotaUse {
    private final Database database;

    /** Creates the repository on a database. */
    public QuotaUse(Database database) {
        this.database = database;
    }

    /** Returns the calls of a day by client; clients without calls are absent. */
    public Map<String, Long> load(LocalDate day) {
        return database.read(handle -> {
            Map<String, Long> calls = new HashMap<>();
            handle.createQuery("SELECT client_id, calls FROM quota_use WHERE use_day = :day").bind("day", day)
                    .map((row, context) -> Map.entry(row.getString("client_id"), row.getLong("calls")))
                    .forEach(use -> calls.put(use.getKey(), use.getValue()));
            return Map.copyOf(calls);
        });
    }

    /** Adds calls of a day by client, all of them or, when it fails, none. */
    public void add(LocalDate day, Map<String, Long> calls) {
        if (calls.isEmpty()) {
            return;
        }
        database.put("use of the quota on", day.toString(), handle -> {
            // In one order everywhere, so that two writers do not wait for each other
            new TreeMap<>(calls).forEach((client, count) -> add(handle, day, client, count));
            return calls.size();
        });
    }

    private static void add(Handle handle, LocalDate day, String client, long count) {
        int updated = handle.createUpdate("UPDATE quota_use SET calls = calls + :count WHERE use_day = :day"
                + " AND client_id = :client").bind("count", count).bind("day", day).bind("client", client).execute();
        if (updated == 0) {
            handle.createUpdate("INSERT INTO quota_use (use_day, client_id, calls) VALUES (:day, :client, :count)")
                    .bind("count", count).bind("day", day).bind("client", client).execute();
        }
    }

    /** Forgets the days before a day; tells how many lines. */
    public int forgetBefore(LocalDate day) {
        return database.write("use of the quota before", day.toString(), handle -> handle
                .createUpdate("DELETE FROM quota_use WHERE use_day < :day").bind("day", day).execute());
    }
}
