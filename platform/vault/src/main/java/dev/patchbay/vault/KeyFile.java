package dev.patchbay.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A master key in a file that only its owner may read, and the owner is who runs this process. Made with the first secret.
 * A file system without POSIX permissions is not checked.
 */
public final class KeyFile implements MasterKeySource {
    private static final int MAX_BYTES = 4096;
    private static final Set<PosixFilePermission> OWN = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path path;
    private final Supplier<String> user;

    /**
     * Names the file.
     *
     * @param path where it is, or will be
     */
    public KeyFile(Path path) {
        this(path, KeyFile::runningUser);
    }

    /** With another opinion of who runs this process. */
    KeyFile(Path path, Supplier<String> user) {
        this.path = path.toAbsolutePath().normalize();
        this.user = user;
    }

    /** As a file's owner is named: a user without a name, as in some containers, is a number in both places. */
    private static String runningUser() {
        Path self = Path.of("/proc/self");
        try {
            if (Files.exists(self)) {
                return Files.getOwner(self).getName();
            }
        } catch (IOException e) {
            throw new MasterKeyException("It cannot be found out who runs this process: " + e.getMessage(), e);
        }
        return ProcessHandle.current().info().user().orElse("");
    }

    /** Returns where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void check() {
        if (Files.exists(path)) {
            checkSafe();
        }
    }

    private void checkSafe() {
        try {
            if (!Files.isRegularFile(path)) {
                throw new MasterKeyException(path + " is no file. The master key of the vault belongs there, or name"
                        + " another with vault.master-key-file");
            }
            if (!Files.getFileStore(path).supportsFileAttributeView("posix")) {
                return;
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (!OWN.containsAll(permissions)) {
                throw new MasterKeyException("The master key " + path + " can be used by others ("
                        + PosixFilePermissions.toString(permissions) + "): chmod 600 " + path
                        + ". If others may have read it, change it afterwards: patchbay vault change-master-key");
            }
            String owner = Files.getOwner(path).getName();
            String running = user.get();
            if (!running.isEmpty() && !owner.equals(running)) {
                throw new MasterKeyException(
                        "The master key " + path + " belongs to " + owner + ", and Patchbay runs as "
                                + running + ": chown " + running + " " + path + ", or run Patchbay as " + owner);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean isToBeMade() {
        return Files.notExists(path);
    }

    MasterKey read() {
        if (Files.notExists(path) && isStaged()) {
            moveStaged(); // a change to this file had not ended
        }
        return read(path);
    }

    private MasterKey read(Path file) {
        if (Files.notExists(file)) {
            throw new MasterKeyException("The master key " + path
                    + " is missing, without which the secrets in the vault"
                    + " cannot be read. Put it back from where you keep a copy; if there is none, give the secrets up with:"
                    + " patchbay vault reset");
        }
        checkSafe();
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new MasterKeyException("What stands in " + file + " is no master key: it has " + Files.size(file)
                        + " bytes, and a key has 44");
            }
            return MasterKey.parse(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private MasterKeyException unreadable(IOException e) {
        return new MasterKeyException("The master key " + path + " cannot be read (" + e.getClass().getSimpleName()
                + "): it must belong to the user that runs Patchbay, with mode 0600", e);
    }

    /** Makes the first key. */
    MasterKey make(SecureRandom random) {
        MasterKey key = stage(random);
        moveStaged();
        return key;
    }

    /** Where the next key waits until the vault is sealed under it. */
    private Path staged() {
        return path.resolveSibling(path.getFileName() + ".next");
    }

    boolean isStaged() {
        return Files.exists(staged());
    }

    MasterKey readStaged() {
        return read(staged());
    }

    MasterKey stage(SecureRandom random) {
        MasterKey key = MasterKey.random(random);
        byte[] text = key.text();
        Path next = staged();
        try {
            Files.createDirectories(path.resolveSibling("."));
            Files.deleteIfExists(next);
            FileAttribute<?>[] ownerOnly = path.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                    : new FileAttribute<?>[0];
            try (FileChannel file = FileChannel.open(next,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
                ByteBuffer bytes = ByteBuffer.wrap(text);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.write(ByteBuffer.wrap(new byte[]{'\n'}));
                file.force(true);
            }
            return key;
        } catch (IOException e) {
            throw new MasterKeyException("A master key cannot be written to " + next + ": " + e.getMessage()
                    + ". Make the folder writable, or name another file with vault.master-key-file", e);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /** Keeps a copy of a key that backups of before are sealed under, named by its fingerprint. */
    void keep(MasterKey key) {
        Path kept = path.resolveSibling(path.getFileName() + "." + key.fingerprint());
        try {
            Files.deleteIfExists(kept);
            Files.copy(path, kept, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new MasterKeyException("The master key " + path + " cannot be kept as " + kept + ": " + e.getMessage()
                    + ". Make the folder writable", e);
        }
    }

    /** The staged key is the key from now on, also after the power failed. */
    void moveStaged() {
        try {
            Files.move(staged(), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                try (FileChannel folder = FileChannel.open(path.resolveSibling("."), StandardOpenOption.READ)) {
                    folder.force(true);
                }
            }
        } catch (IOException e) {
            throw new MasterKeyException("The new master key " + staged() + " cannot be moved to " + path + ": "
                    + e.getMessage() + ". Move it by hand", e);
        }
    }

    @Override
    public String where() {
        return "the file " + path;
    }

    @Override
    public String toString() {
        return where();
    }
}
