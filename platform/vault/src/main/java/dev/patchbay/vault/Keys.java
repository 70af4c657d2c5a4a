package dev.patchbay.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.patchbay.store.administration.SealedKeyset;
import dev.patchbay.store.administration.SealedSecret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the secrets, open: AES-256-GCM, of which the newest seals and all that are enabled open. A sealed value opens
 * under the name and the version that it was sealed for and no other.
 */
final class Keys {
    private static final byte[] SEALED_FOR = "patchbay vault secret 1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = new byte[0];

    private final long generation;
    private byte[] unread;
    private @Nullable Read read;

    /** Reading them takes a tenth of a second, for the classes that it needs: not before a secret is asked for. */
    private record Read(KeysetHandle handle, Aead aead) {
        static Read of(KeysetHandle handle) throws GeneralSecurityException {
            return new Read(handle, handle.getPrimitive(AeadConfig2026.get(), Aead.class));
        }
    }

    private Keys(KeysetHandle handle, long generation) {
        this.generation = generation;
        this.unread = NOTHING;
        try {
            this.read = Read.of(handle);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keys that were made here can be used", e);
        }
    }

    private Keys(byte[] unread, long generation) {
        this.generation = generation;
        this.unread = unread;
    }

    /** New keys, of generation 1. */
    static Keys random() {
        try {
            return new Keys(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get()), 1);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /** Takes over what a master key has opened; it is wiped once it was read. */
    static Keys opened(byte[] opened, long generation) {
        return new Keys(opened, generation);
    }

    private synchronized Read read() {
        Read known = read;
        if (known != null) {
            return known;
        }
        try {
            Read now = Read.of(TinkProtoKeysetFormat.parseKeyset(unread, InsecureSecretKeyAccess.get(),
                    AeadConfig2026.get()));
            read = now;
            Arrays.fill(unread, (byte) 0);
            unread = NOTHING;
            return now;
        } catch (GeneralSecurityException e) {
            throw new DamagedSecretException("The keys of the vault are of a kind that this version does not know", e);
        }
    }

    private KeysetHandle handle() {
        return read().handle();
    }

    private Aead aead() {
        return read().aead();
    }

    SealedKeyset sealed(MasterKey master, Instant now) {
        byte[] opened;
        try {
            opened = TinkProtoKeysetFormat.serializeKeyset(handle(), InsecureSecretKeyAccess.get(),
                    AeadConfig2026.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keys that were made here can be written", e);
        }
        try {
            return new SealedKeyset(master.sealed(opened), master.fingerprint(), generation, now);
        } finally {
            Arrays.fill(opened, (byte) 0);
        }
    }

    long generation() {
        return generation;
    }

    int size() {
        return handle().size();
    }

    /** The next generation: a new key that seals, and those of before, which only open. */
    Keys withNewKey() {
        return next(KeysetHandle.newBuilder(handle()).addEntry(KeysetHandle
                .generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM).withRandomId().makePrimary()));
    }

    /** The same generation, not to be stored: as if only the newest key were there. */
    Keys withoutOld() {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle());
        for (int i = 0; i < builder.size(); i++) {
            if (!builder.getAt(i).isPrimary()) {
                builder.getAt(i).setStatus(KeyStatus.DISABLED);
            }
        }
        return new Keys(built(builder), generation);
    }

    /** The next generation: all but the newest key are destroyed. */
    Keys withOnlyTheNewest() {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle());
        for (int i = builder.size() - 1; i >= 0; i--) {
            if (!builder.getAt(i).isPrimary()) {
                builder.deleteAt(i);
            }
        }
        return next(builder);
    }

    /** The next generation: the same keys. */
    Keys unchanged() {
        return new Keys(handle(), generation + 1);
    }

    private Keys next(KeysetHandle.Builder builder) {
        return new Keys(built(builder), generation + 1);
    }

    private static KeysetHandle built(KeysetHandle.Builder builder) {
        try {
            return builder.setConfiguration(AeadConfig2026.get()).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keys of one kind can be put together", e);
        }
    }

    SealedSecret sealed(String name, long version, SecretValue value, String by, Instant now) {
        try {
            return new SealedSecret(name, version, aead().encrypt(value.bytes(), context(name, version)), by, now);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** Opens a value; the exception tells nothing of why it does not open. */
    SecretValue opened(SealedSecret secret) throws GeneralSecurityException {
        return SecretValue.ofBytes(aead().decrypt(secret.ciphertext(), context(secret.name(), secret.version())));
    }

    private static byte[] context(String name, long version) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(SEALED_FOR.length + text.length + 1 + Long.BYTES).put(SEALED_FOR).put(text)
                .put((byte) 0).putLong(version).array();
    }
}
