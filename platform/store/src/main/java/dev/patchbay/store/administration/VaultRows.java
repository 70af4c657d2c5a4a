package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.Database;
import dev.patchbay.store.MissingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What the vault keeps: its keys and its secrets, all of it unreadable without the master key.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class VaultRows {
    private static final String SELECT_KEYSET = "SELECT sealed, master_key, generation, changed_at FROM vault_keyset"
            + " WHERE id = 1";
    private static final String SELECT = "SELECT name, version, ciphertext, set_by, set_at FROM vault_secret";

    private final Database database;

    /** Creates the repository on a database. */
    public VaultRows(Database database) {
        this.database = database;
    }

    /** Returns the keys; empty before the first secret. */
    public Optional<SealedKeyset> keyset() {
        return keyset("");
    }

    /** Returns the keys, which nobody else changes until the transaction around this ends; empty before the first secret. */
    public Optional<SealedKeyset> keysetToChange() {
        return keyset(" FOR UPDATE");
    }

    private Optional<SealedKeyset> keyset(String how) {
        return database.read(handle -> handle.createQuery(SELECT_KEYSET + how)
                .map((row, context) -> new SealedKeyset(Columns.bytes(row, "sealed"), row.getString("master_key"),
                        row.getLong("generation"), Columns.time(row, "changed_at")))
                .findOne());
    }

    /**
     * Adds the first keys.
     *
     * @throws dev.patchbay.store.DuplicateException if there are keys
     */
    public void create(SealedKeyset keyset) {
        database.write("keys of", "the vault", handle -> handle.execute(
                "INSERT INTO vault_keyset (id, sealed, master_key, generation, changed_at) VALUES (1, ?, ?, ?, ?)",
                Columns.bytes(keyset.sealed()), keyset.masterKey(), keyset.generation(),
                Columns.time(keyset.changedAt())));
    }

    /**
     * Puts the next generation of keys in place of the one before.
     *
     * @throws MissingException if the one before is not there any more
     */
    public void replace(SealedKeyset next) {
        database.write("keys of", "the vault", handle -> {
            int changed = handle.execute("UPDATE vault_keyset SET sealed = ?, master_key = ?, generation = ?,"
                    + " changed_at = ? WHERE id = 1 AND generation = ?", Columns.bytes(next.sealed()),
                    next.masterKey(), next.generation(), Columns.time(next.changedAt()), next.generation() - 1);
            if (changed == 0) {
                throw new MissingException("keys of the vault of generation", String.valueOf(next.generation() - 1));
            }
            return changed;
        });
    }

    /** Returns all secrets, by name. */
    public List<SealedSecret> secrets() {
        return database.read(handle -> handle.createQuery(SELECT + " ORDER BY name")
                .map((row, context) -> secret(row)).list());
    }

    /** Finds a secret. */
    public Optional<SealedSecret> find(String name) {
        return database.read(handle -> handle.createQuery(SELECT + " WHERE name = :name").bind("name", name)
                .map((row, context) -> secret(row)).findOne());
    }

    /** Adds a secret, or puts it in place of the one with its name. */
    public void put(SealedSecret secret) {
        database.put("secret", secret.name(), handle -> {
            handle.execute("DELETE FROM vault_secret WHERE name = ?", secret.name());
            return handle.execute("INSERT INTO vault_secret (name, version, ciphertext, set_by, set_at)"
                    + " VALUES (?, ?, ?, ?, ?)", secret.name(), secret.version(),
                    Columns.bytes(secret.ciphertext()), secret.setBy(), Columns.time(secret.setAt()));
        });
    }

    /** Removes a secret; tells whether there was one. */
    public boolean remove(String name) {
        return database.write("secret", name,
                handle -> handle.execute("DELETE FROM vault_secret WHERE name = ?", name)) > 0;
    }

    /** Removes all secrets and the keys; tells how many secrets there were. */
    public int clear() {
        return database.write("secrets of", "the vault", handle -> {
            handle.execute("DELETE FROM vault_keyset");
            return handle.execute("DELETE FROM vault_secret");
        });
    }

    private static SealedSecret secret(ResultSet row) throws SQLException {
        return new SealedSecret(row.getString("name"), row.getLong("version"), Columns.bytes(row, "ciphertext"),
                row.getString("set_by"), Columns.time(row, "set_at"));
    }
}
