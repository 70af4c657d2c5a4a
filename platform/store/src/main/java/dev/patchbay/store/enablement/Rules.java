package dev.patchbay.store.enablement;

import dev.patchbay.store.Database;
import dev.patchbay.store.MissingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/**
 * The rules.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class Rules {
    private static final String SELECT = "SELECT name, description, condition_text, allow_text, message, disabled, place"
            + " FROM access_rule";

    private final Database database;

    /** Creates the repository on a database. */
    public Rules(Database database) {
        this.database = database;
    }

    /** Returns all rules by position, then name; also disabled ones. */
    public List<Rule> all() {
        return database.read(handle -> handle.createQuery(SELECT + " ORDER BY place, name")
                .map((row, context) -> rule(row)).list());
    }

    /** Finds a rule. */
    public Optional<Rule> find(String name) {
        return database.read(handle -> handle.createQuery(SELECT + " WHERE name = :name").bind("name", name)
                .map((row, context) -> rule(row)).findOne());
    }

    /**
     * Adds a rule.
     *
     * @throws dev.patchbay.store.DuplicateException if there is one of this name
     */
    public void create(Rule rule) {
        database.write("rule", rule.name(), handle -> bound(rule, handle.createUpdate("INSERT INTO access_rule (name,"
                + " description, condition_text, allow_text, message, disabled, place) VALUES (:name, :description,"
                + " :condition, :allow, :message, :disabled, :place)")).execute());
    }

    /**
     * Replaces a rule.
     *
     * @throws MissingException if there is none of this name
     */
    public void update(Rule rule) {
        int count = database.write("rule", rule.name(),
                handle -> bound(rule, handle.createUpdate("UPDATE access_rule SET"
                        + " description = :description, condition_text = :condition, allow_text = :allow, message = :message,"
                        + " disabled = :disabled, place = :place WHERE name = :name")).execute());
        if (count == 0) {
            throw new MissingException("rule", rule.name());
        }
    }

    /**
     * Deletes a rule.
     *
     * @throws MissingException if there is none of this name
     */
    public void delete(String name) {
        int count = database.write("rule", name, handle -> handle
                .createUpdate("DELETE FROM access_rule WHERE name = :name").bind("name", name).execute());
        if (count == 0) {
            throw new MissingException("rule", name);
        }
    }

    private static Update bound(Rule rule, Update update) {
        return update.bind("name", rule.name()).bind("description", rule.description())
                .bind("condition", rule.when()).bind("allow", rule.allow()).bind("message", rule.message())
                .bind("disabled", rule.disabled()).bind("place", rule.position());
    }

    private static Rule rule(ResultSet row) throws SQLException {
        return new Rule(row.getString("name"), row.getString("description"), row.getString("condition_text"),
                row.getString("allow_text"), row.getString("message"), row.getBoolean("disabled"), row.getInt("place"));
    }
}
