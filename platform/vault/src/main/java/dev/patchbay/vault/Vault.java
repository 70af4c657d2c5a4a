package dev.patchbay.vault;

import dev.patchbay.store.Database;
import dev.patchbay.store.StoredText;
import dev.patchbay.store.administration.SealedKeyset;
import dev.patchbay.store.administration.SealedSecret;
import dev.patchbay.store.administration.VaultRows;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets by name. The store has them sealed under keys of the vault, and these sealed under the master key. No value is
 * kept in memory: each {@link #find} reads one row and opens it, which takes microseconds beside the reading.
 *
 * <p>Threads: safe for all; every method blocks. Errors: {@link MasterKeyException} and {@link DamagedSecretException}, and
 * those of the store.
 */
public final class Vault {
    private static final Logger LOG = LoggerFactory.getLogger(Vault.class);

    private final Database database;
    private final VaultRows rows;
    private final MasterKeySource source;
    private final InstantSource clock;
    private final SecureRandom random;
    private final ReentrantLock changes = new ReentrantLock();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Keys keys;

    private Vault(Database database, MasterKeySource source, InstantSource clock, SecureRandom random) {
        this.database = database;
        this.rows = new VaultRows(database);
        this.source = source;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Opens the vault of a database. Where there is no secret this looks at the place of the master key and does nothing
     * else; where there are secrets it makes sure that the master key is theirs.
     *
     * @param database where the secrets are
     * @param source where the master key comes from
     * @param clock the time
     * @param random makes master keys
     * @return the vault
     * @throws MasterKeyException if the key is missing, unsafe, no key, or another one; nothing was changed
     */
    public static Vault open(Database database, MasterKeySource source, InstantSource clock, SecureRandom random) {
        Vault vault = new Vault(database, source, clock, random);
        source.check();
        Optional<SealedKeyset> keyset = vault.rows.keyset();
        if (keyset.isPresent()) {
            vault.keys = vault.opened(keyset.get());
        }
        return vault;
    }

    /**
     * Finds a secret.
     *
     * @param name its name
     * @return its value now; close it when it was used
     * @throws DamagedSecretException if what the store has does not open
     */
    public Optional<SecretValue> find(String name) {
        Optional<SealedSecret> secret = rows.find(name);
        return secret.isEmpty() ? Optional.empty() : Optional.of(value(secret.get()));
    }

    private SecretValue value(SealedSecret secret) {
        Keys known = keys();
        try {
            return known.opened(secret);
        } catch (GeneralSecurityException first) {
            // The keys may have been changed by another process, or between the two readings
            Keys stored = read();
            if (stored.generation() == known.generation()) {
                throw damaged(secret, first);
            }
            try {
                return stored.opened(rows.find(secret.name()).orElse(secret));
            } catch (GeneralSecurityException e) {
                throw damaged(secret, e);
            }
        }
    }

    private static DamagedSecretException damaged(SealedSecret secret, GeneralSecurityException cause) {
        return new DamagedSecretException(
                "The secret '" + secret.name() + "' does not open: its row in the database was"
                        + " changed, or comes from elsewhere. Set it again: patchbay secret set " + secret.name(),
                cause);
    }

    /**
     * Lists the secrets without their values.
     *
     * @return by name
     */
    public List<SecretInfo> list() {
        return rows.secrets().stream().map(Vault::info).toList();
    }

    /**
     * Finds out about a secret, without its value.
     *
     * @param name its name
     * @return what may be known
     */
    public Optional<SecretInfo> info(String name) {
        return rows.find(name).map(Vault::info);
    }

    private static SecretInfo info(SealedSecret secret) {
        return new SecretInfo(secret.name(), secret.version(), secret.setAt(), secret.setBy());
    }

    /**
     * Gives a secret a value. Its value of before is gone.
     *
     * @param name 1 to 64 of {@code a-z 0-9 . _ -}, a letter or a digit first
     * @param value the value
     * @param by which administrator
     * @return what may be known of it now
     * @throws IllegalArgumentException if the name is none
     * @throws MasterKeyException if there is no keyset yet and no master key
     */
    public SecretInfo set(String name, SecretValue value, String by) {
        StoredText.name("secret", name);
        changes.lock();
        try {
            if (rows.keyset().isEmpty()) {
                makeKeys();
            }
            SecretInfo set = database.together(() -> {
                Keys current = current(rows.keysetToChange().orElseThrow(Vault::withoutKeys));
                long version = rows.find(name).map(SealedSecret::version).orElse(0L) + 1;
                SealedSecret sealed = current.sealed(name, version, value, by, clock.instant());
                rows.put(sealed);
                return info(sealed);
            });
            listeners.forEach(listener -> listener.accept(name));
            return set;
        } finally {
            changes.unlock();
        }
    }

    private void makeKeys() {
        Keys first = Keys.random();
        try (MasterKey master = firstMasterKey()) {
            rows.create(first.sealed(master, clock.instant()));
            keys = first;
        }
    }

    private MasterKey firstMasterKey() {
        if (source instanceof KeyFile file && file.isToBeMade()) {
            MasterKey made = file.make(random);
            LOG.warn(
                    "Made the master key of the vault, {}. Keep a copy where backups are not: without it the secrets in a"
                            + " backup cannot be read",
                    file.path());
            return made;
        }
        return read(source);
    }

    /**
     * Removes a secret.
     *
     * @param name its name
     * @return whether there was one
     */
    public boolean remove(String name) {
        boolean was = rows.remove(name);
        if (was) {
            listeners.forEach(listener -> listener.accept(name));
        }
        return was;
    }

    /**
     * Seals all secrets under a new key and destroys the keys of before. One transaction seals them, so that a process that
     * is killed leaves all or none of it; a second one destroys.
     *
     * @return how many secrets were sealed anew
     * @throws DamagedSecretException if one of them does not open; nothing is changed then
     */
    public int rotateKeys() {
        changes.lock();
        try {
            if (rows.keyset().isEmpty()) {
                return 0;
            }
            try (MasterKey master = read(source)) {
                int[] secrets = new int[1];
                keys = database.together(() -> {
                    Keys next = current(rows.keysetToChange().orElseThrow(Vault::withoutKeys)).withNewKey();
                    List<SealedSecret> all = rows.secrets();
                    all.forEach(secret -> rows.put(sealedAnew(secret, next)));
                    rows.replace(next.sealed(master, clock.instant()));
                    secrets[0] = all.size();
                    return next;
                });
                keys = database.together(() -> {
                    Keys left = current(rows.keysetToChange().orElseThrow(Vault::withoutKeys)).withOnlyTheNewest();
                    rows.replace(left.sealed(master, clock.instant()));
                    return left;
                });
                return secrets[0];
            }
        } finally {
            changes.unlock();
        }
    }

    /** The value under the new key, which must open with the old keys disabled before they are destroyed. */
    private SealedSecret sealedAnew(SealedSecret secret, Keys next) {
        try (SecretValue value = next.opened(secret)) {
            SealedSecret anew = next.sealed(secret.name(), secret.version(), value, secret.setBy(), secret.setAt());
            next.withoutOld().opened(anew).close();
            return anew;
        } catch (GeneralSecurityException e) {
            throw damaged(secret, e);
        }
    }

    /**
     * Seals the keys under another master key. A new key file is made in place of the old one, which stays beside it under
     * the name of its fingerprint, since backups of before need it; a process that is killed leaves the old key or the new
     * one, and the vault opens.
     *
     * @param next where the other key comes from; the same file as before makes a new key in it
     * @return the fingerprint of the new master key
     * @throws MasterKeyException if one of them cannot be used, or both are one key; nothing is changed then
     */
    public String changeMasterKey(MasterKeySource next) {
        changes.lock();
        try (MasterKey old = read(source)) {
            SealedKeyset keyset = rows.keyset().orElseThrow(
                    () -> new MasterKeyException(
                            "There is no secret yet, so there is nothing sealed under a master key"));
            opened(keyset);
            KeyFile made = next instanceof KeyFile file && (isSame(file) || file.isToBeMade()) ? file : null;
            try (MasterKey master = made == null ? read(next) : made.stage(random)) {
                if (master.fingerprint().equals(old.fingerprint())) {
                    throw new MasterKeyException("The new master key in " + next.where() + " is the one of before");
                }
                if (made != null && isSame(made)) {
                    made.keep(old);
                }
                keys = database.together(() -> {
                    Keys same = current(rows.keysetToChange().orElseThrow(Vault::withoutKeys)).unchanged();
                    rows.replace(same.sealed(master, clock.instant()));
                    return same;
                });
                if (made != null) {
                    made.moveStaged();
                }
                return master.fingerprint();
            }
        } finally {
            changes.unlock();
        }
    }

    private boolean isSame(KeyFile file) {
        return source instanceof KeyFile known && known.path().equals(file.path());
    }

    /**
     * Removes all secrets and their keys, for a vault whose master key is lost. Needs no master key.
     *
     * @param database where the secrets are
     * @return how many there were
     */
    public static int reset(Database database) {
        return new VaultRows(database).clear();
    }

    /**
     * Tells somebody of every secret that gets another value or is removed, after it was.
     *
     * @param listener gets the name, on the thread that changed it
     */
    public void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    private Keys keys() {
        Keys known = keys;
        return known == null ? read() : known;
    }

    private Keys read() {
        Keys stored = opened(rows.keyset().orElseThrow(Vault::withoutKeys));
        keys = stored;
        return stored;
    }

    private static DamagedSecretException withoutKeys() {
        return new DamagedSecretException("The vault has no keys any more: its tables were changed by somebody else."
                + " Restore a backup, or give the secrets up with: patchbay vault reset", null);
    }

    /** Those in memory, if they are of the generation that is stored. */
    private Keys current(SealedKeyset stored) {
        Keys known = keys;
        return known != null && known.generation() == stored.generation() ? known : opened(stored);
    }

    private Keys opened(SealedKeyset keyset) {
        try (MasterKey master = read(source)) {
            return Keys.opened(master.opened(keyset.sealed()), keyset.generation());
        } catch (GeneralSecurityException e) {
            return openedByStaged(keyset).orElseThrow(() -> wrongKey(keyset));
        }
    }

    /** A change of the master key that ended between the commit and the renaming of the file is made good. */
    private Optional<Keys> openedByStaged(SealedKeyset keyset) {
        if (!(source instanceof KeyFile file) || !file.isStaged()) {
            return Optional.empty();
        }
        try (MasterKey master = file.readStaged()) {
            Keys opened = Keys.opened(master.opened(keyset.sealed()), keyset.generation());
            file.moveStaged();
            LOG.warn("The change of the master key {} had not ended; it has now", file.path());
            return Optional.of(opened);
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private MasterKeyException wrongKey(SealedKeyset keyset) {
        try (MasterKey master = read(source)) {
            return master.fingerprint().equals(keyset.masterKey())
                    ? new MasterKeyException("The keys of the vault do not open although " + source.where()
                            + " has their master key: their row in the database was changed. Restore a backup, or give the"
                            + " secrets up with: patchbay vault reset")
                    : new MasterKeyException("The vault does not open with the master key of " + source.where()
                            + ", which has the fingerprint " + master.fingerprint() + "; its secrets were sealed under "
                            + keyset.masterKey()
                            + ". Put that key there: a backup opens with the key of its time, which a"
                            + " change of the master key has kept beside the file, with the fingerprint in its name");
        }
    }

    private static MasterKey read(MasterKeySource source) {
        return switch (source) {
            case KeyFile file -> file.read();
            case KeyVariable variable -> variable.read();
            case KeyCommand command -> command.read();
        };
    }

    /** All secrets as they are stored, for tests of what is stored. */
    List<SealedSecret> stored() {
        return new ArrayList<>(rows.secrets());
    }

    @Override
    public String toString() {
        return "vault under " + source.where();
    }
}
