package dev.patchbay.store;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** An archive in the making, under another name until it is whole. */
final class BackupWriter implements AutoCloseable {
    private final Path archive;
    private final Path temporary;
    private final ZipOutputStream zip;
    private final List<BackupManifest.Part> parts = new ArrayList<>();

    private BackupWriter(Path archive, Path temporary) throws IOException {
        this.archive = archive;
        this.temporary = temporary;
        this.zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)));
    }

    static BackupWriter begin(Path archive) throws IOException {
        Path folder = archive.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("it is no file");
        }
        // Readable by its owner only, from its first byte
        return new BackupWriter(archive.toAbsolutePath(), Files.createTempFile(folder, ".backup", ".part"));
    }

    /** Takes the rows of a table. */
    interface Rows {
        /** Adds a row's values as they are written as JSON, in the order of the columns. */
        void add(List<@Nullable Object> values) throws IOException;
    }

    /** Gives the rows of a table. */
    interface RowSource {
        /** Gives all rows. */
        void giveTo(Rows rows) throws IOException;
    }

    void table(String table, List<String> columns, RowSource source) throws IOException {
        String name = BackupManifest.DATABASE + table + BackupManifest.ROWS;
        Measured out = begin(name);
        out.write(Columns.line(columns));
        long[] count = new long[1];
        source.giveTo(values -> {
            out.write(Columns.line(values));
            count[0]++;
        });
        end(name, out, count[0]);
    }

    /** Adds a file, or all files below a folder, each as long as it is now. */
    void files(String name, Path root) throws IOException {
        if (Files.isRegularFile(root)) {
            file(BackupManifest.FILES + name, root);
            return;
        }
        if (temporary.toRealPath().startsWith(root)) {
            throw new IOException("it would lie in the folder '" + root + "' that it backs up: name another place");
        }
        List<Path> found;
        try (Stream<Path> all = Files.walk(root)) {
            found = all.sorted().toList();
        }
        for (Path path : found) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("'" + path + "' is a link or no file: only files and folders can be backed up");
            }
            StringBuilder entry = new StringBuilder(BackupManifest.FILES + name);
            root.relativize(path).forEach(segment -> entry.append('/').append(segment));
            file(BackupManifest.checkedName(entry.toString()), path);
        }
    }

    private void file(String name, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            long left = Files.size(file);
            Measured out = begin(name);
            byte[] buffer = new byte[1 << 16];
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    break;
                }
                out.write(buffer, 0, read);
                left -= read;
            }
            end(name, out, 0);
        } catch (NoSuchFileException e) {
            // Deleted since it was listed, as its owner may
            return;
        }
    }

    private Measured begin(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        return new Measured(zip);
    }

    private void end(String name, Measured out, long rows) throws IOException {
        zip.closeEntry();
        parts.add(new BackupManifest.Part(name, out.bytes, rows, HexFormat.of().formatHex(out.digest.digest())));
    }

    /** Completes the archive and gives it its name. */
    BackupManifest end(int schemaVersion, Instant now) throws IOException {
        BackupManifest manifest = new BackupManifest(schemaVersion, now, parts);
        zip.putNextEntry(new ZipEntry(BackupManifest.NAME));
        zip.write(manifest.json().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.close();
        try (FileChannel written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(temporary, archive, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.force(Objects.requireNonNullElse(archive.getParent(), archive));
        return manifest;
    }

    @Override
    public void close() throws IOException {
        try {
            zip.close();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Counts and hashes what is written. */
    private static final class Measured extends FilterOutputStream {
        private final MessageDigest digest = sha256();
        private long bytes;

        Measured(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[]{(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            digest.update(buffer, offset, length);
            bytes += length;
        }
    }
}
