package dev.patchbay.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** An archive that is read. Every part is measured while it is read: at its end it is known to be what the manifest says. */
final class BackupReader implements AutoCloseable {
    private static final int MAX_MANIFEST = 64 << 20;
    private static final int MAX_LINE = 16 << 20;

    private final ZipFile zip;
    private final BackupManifest manifest;

    private BackupReader(ZipFile zip, BackupManifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    static BackupReader open(Path archive) throws IOException {
        ZipFile zip = new ZipFile(archive.toFile(), StandardCharsets.UTF_8);
        try {
            ZipEntry entry = zip.getEntry(BackupManifest.NAME);
            if (entry == null) {
                throw new IOException("it is not a backup of Patchbay");
            }
            byte[] json;
            try (InputStream in = zip.getInputStream(entry)) {
                json = in.readNBytes(MAX_MANIFEST + 1);
            }
            if (json.length > MAX_MANIFEST) {
                throw new IOException("its manifest has more than " + MAX_MANIFEST + " bytes");
            }
            BackupManifest manifest = BackupManifest.parse(new String(json, StandardCharsets.UTF_8));
            for (BackupManifest.Part part : manifest.parts()) {
                if (zip.getEntry(part.name()) == null) {
                    throw new IOException("its part '" + part.name() + "' is missing");
                }
            }
            if (zip.size() != manifest.parts().size() + 1) {
                throw new IOException("it has parts that its manifest does not name");
            }
            return new BackupReader(zip, manifest);
        } catch (IOException | RuntimeException | Error e) {
            zip.close();
            throw e;
        }
    }

    BackupManifest manifest() {
        return manifest;
    }

    /** Opens a part; at its end an exception tells if it is not what the manifest says. */
    InputStream part(BackupManifest.Part part) throws IOException {
        return new Measured(zip.getInputStream(zip.getEntry(part.name())), part);
    }

    /** Takes the rows of a table. */
    interface Rows {
        /** Takes a row's values as they are written as JSON, in the order of the columns. */
        void take(List<String> columns, List<@Nullable Object> values) throws IOException;
    }

    /** Reads all rows of a table; none if the backup is older than the table. */
    void rows(String table, Rows rows) throws IOException {
        String name = BackupManifest.DATABASE + table + BackupManifest.ROWS;
        Optional<BackupManifest.Part> part = manifest.parts().stream().filter(one -> one.name().equals(name)).findAny();
        if (part.isEmpty()) {
            return;
        }
        try (InputStream in = new BufferedInputStream(part(part.get()), 1 << 16)) {
            List<String> columns = Columns.texts(line(in, table).orElseThrow(() -> damaged(table)));
            long count = 0;
            for (Optional<String> line = line(in, table); line.isPresent(); line = line(in, table)) {
                List<@Nullable Object> values = Columns.values(line.get());
                if (values.size() != columns.size()) {
                    throw damaged(table);
                }
                rows.take(columns, values);
                count++;
            }
            if (count != part.get().rows()) {
                throw damaged(table);
            }
        } catch (JacksonException e) {
            throw new IOException("the rows of '" + table + "' are damaged", e);
        }
    }

    private static IOException damaged(String table) {
        return new IOException("the rows of '" + table + "' are damaged");
    }

    private static Optional<String> line(InputStream in, String table) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int one = in.read(); one >= 0; one = in.read()) {
            if (one == '\n') {
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
            line.write(one);
            if (line.size() > MAX_LINE) {
                throw damaged(table);
            }
        }
        if (line.size() > 0) {
            throw damaged(table);
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Never gives more than the manifest says, and at the end compares length and hash. */
    private static final class Measured extends FilterInputStream {
        private final BackupManifest.Part part;
        private final MessageDigest digest = BackupWriter.sha256();
        private long bytes;

        Measured(InputStream in, BackupManifest.Part part) {
            super(in);
            this.part = part;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                digest.update(buffer, offset, read);
                bytes += read;
            }
            if (bytes > part.bytes() || (read < 0 && !matches())) {
                throw new IOException("its part '" + part.name() + "' is damaged");
            }
            return read;
        }

        private boolean matches() throws IOException {
            MessageDigest whole;
            try {
                whole = (MessageDigest) digest.clone();
            } catch (CloneNotSupportedException e) {
                throw new IOException(e);
            }
            return bytes == part.bytes() && HexFormat.of().formatHex(whole.digest()).equals(part.sha256());
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
