package dev.patchbay.inspection.archive;

import dev.patchbay.inspection.VisibleText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a ZIP file as APPNOTE.TXT describes it, twice: by the directory at its end, and by the headers in front of the
 * entries. Readers differ in which of the two they believe, so whoever says two different things there wants to be read
 * differently by different readers; so does who leaves room for a second archive in one file. Every content is unpacked,
 * into nothing, and measured.
 *
 * <p>Threads: pure functions over a file that nobody changes.
 */
public final class ArchiveCheck {
    private static final int END = 0x06054b50;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final int CENTRAL_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int MAX_NAME_BYTES = 1024;
    private static final int FILE_TYPE = 0xF000;
    private static final int REGULAR = 0x8000;
    private static final int FOLDER = 0x4000;
    private static final int UNIX = 3;
    private static final int CHUNK = 1 << 16;

    private final FileChannel file;
    private final long length;
    private final Bounds bounds;
    private final boolean isStrict;
    private final List<ArchiveEntry> entries = new ArrayList<>();

    /**
     * How much an archive may be.
     *
     * @param maxEntries number of entries
     * @param maxUnpackedBytes sum of the contents
     */
    public record Bounds(int maxEntries, long maxUnpackedBytes) {}

    private ArchiveCheck(FileChannel file, Bounds bounds, boolean isStrict) throws IOException {
        this.file = file;
        this.length = file.size();
        this.bounds = bounds;
        this.isStrict = isStrict;
    }

    /**
     * Checks an archive that its author made for us: nothing in it may be ambiguous.
     *
     * @param file the file
     * @param bounds how much it may be
     * @throws HostileArchiveException if something is wrong with it
     * @throws IOException if it cannot be read
     */
    public static void check(Path file, Bounds bounds) throws HostileArchiveException, IOException {
        check(file, bounds, true);
    }

    /**
     * Checks a library that somebody made for everybody, with whatever tool: its directory is what class loaders believe, so
     * only what they would stumble over counts.
     *
     * @param file the file
     * @param bounds how much it may be
     * @throws HostileArchiveException if something is wrong with it
     * @throws IOException if it cannot be read
     */
    public static void checkLibrary(Path file, Bounds bounds) throws HostileArchiveException, IOException {
        check(file, bounds, false);
    }

    private static void check(Path file, Bounds bounds, boolean isStrict)
            throws HostileArchiveException, IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ArchiveCheck check = new ArchiveCheck(channel, bounds, isStrict);
            long directory = check.readDirectory();
            check.checkNames();
            check.checkHeaders(directory);
            check.unpackAll();
        }
    }

    private ByteBuffer read(long offset, long bytes) throws HostileArchiveException, IOException {
        if (offset < 0 || bytes < 0 || offset + bytes > length) {
            throw new HostileArchiveException("points outside of itself");
        }
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, offset + buffer.position()) < 0) {
                throw new HostileArchiveException("ends too early");
            }
        }
        return buffer.flip();
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }

    /** Reads the directory; returns where it begins. */
    private long readDirectory() throws HostileArchiveException, IOException {
        long end = findEnd();
        ByteBuffer record = read(end, END_BYTES);
        int disk = record.getShort(4) & 0xFFFF;
        int directoryDisk = record.getShort(6) & 0xFFFF;
        int onDisk = record.getShort(8) & 0xFFFF;
        int count = record.getShort(10) & 0xFFFF;
        long size = unsigned(record.getInt(12));
        long start = unsigned(record.getInt(16));
        boolean isZip64 = count == 0xFFFF || size == 0xFFFFFFFFL || start == 0xFFFFFFFFL
                || (end >= 20 && read(end - 20, 4).getInt() == ZIP64_LOCATOR);
        if (isZip64) {
            throw new HostileArchiveException("is written in the ZIP64 format, which a plugin does not need");
        }
        if (disk != 0 || directoryDisk != 0 || onDisk != count) {
            throw new HostileArchiveException("is a part of an archive of several files");
        }
        if (start + size != end) {
            throw new HostileArchiveException("has something between its directory and its end, or another directory");
        }
        if (count > bounds.maxEntries()) {
            throw new HostileArchiveException("has more than " + bounds.maxEntries() + " entries");
        }
        ByteBuffer directory = read(start, size);
        for (int i = 0; i < count; i++) {
            entries.add(entry(directory));
        }
        if (directory.hasRemaining()) {
            throw new HostileArchiveException("has more entries in its directory than it says");
        }
        return start;
    }

    private long findEnd() throws HostileArchiveException, IOException {
        long window = Math.min(length, END_BYTES + MAX_COMMENT);
        ByteBuffer tail = read(length - window, window);
        long found = -1;
        boolean isFollowed = false;
        for (int i = 0; i + 4 <= tail.limit(); i++) {
            if (tail.getInt(i) == END) {
                boolean isEnd = i + END_BYTES <= tail.limit()
                        && i + END_BYTES + (tail.getShort(i + 20) & 0xFFFF) == tail.limit();
                isFollowed = found >= 0;
                found = isEnd && found < 0 ? length - window + i : found;
            }
        }
        if (found < 0) {
            throw new HostileArchiveException("is no ZIP file, or has something after its end");
        }
        if (isFollowed) {
            throw new HostileArchiveException("has more than one end");
        }
        return found;
    }

    private ArchiveEntry entry(ByteBuffer directory) throws HostileArchiveException {
        int at = directory.position();
        if (directory.remaining() < CENTRAL_BYTES || directory.getInt(at) != CENTRAL) {
            throw new HostileArchiveException("has fewer entries in its directory than it says");
        }
        int name = directory.getShort(at + 28) & 0xFFFF;
        int extra = directory.getShort(at + 30) & 0xFFFF;
        int comment = directory.getShort(at + 32) & 0xFFFF;
        if (directory.remaining() < CENTRAL_BYTES + name + extra + comment) {
            throw new HostileArchiveException("has a directory that is cut off");
        }
        int flags = directory.getShort(at + 8) & 0xFFFF;
        ArchiveEntry entry = new ArchiveEntry(name(directory, at + CENTRAL_BYTES, name),
                unsigned(directory.getInt(at + 42)), flags, directory.getShort(at + 10) & 0xFFFF,
                unsigned(directory.getInt(at + 16)), unsigned(directory.getInt(at + 20)),
                unsigned(directory.getInt(at + 24)), directory.getShort(at + 4) & 0xFFFF,
                unsigned(directory.getInt(at + 38)));
        if (directory.getShort(at + 34) != 0) {
            throw new HostileArchiveException("is a part of an archive of several files");
        }
        extra(directory, at + CENTRAL_BYTES + name, extra, entry.name());
        directory.position(at + CENTRAL_BYTES + name + extra + comment);
        checkEntry(entry);
        return entry;
    }

    private static String name(ByteBuffer from, int at, int bytes) throws HostileArchiveException {
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            throw new HostileArchiveException("has an entry without a name, or with one of more than "
                    + MAX_NAME_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(from.slice(at, bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new HostileArchiveException("has an entry whose name is not UTF-8");
        }
    }

    /** A second name or second sizes, for readers that look there. */
    private static void extra(ByteBuffer from, int at, int bytes, String name) throws HostileArchiveException {
        int end = at + bytes;
        int field = at;
        while (field + 4 <= end) {
            int id = from.getShort(field) & 0xFFFF;
            int size = from.getShort(field + 2) & 0xFFFF;
            if (id == 0x7075 || id == 0x0001) {
                throw new HostileArchiveException("gives its entry '" + shown(name) + "' "
                        + (id == 1 ? "sizes in the ZIP64 format" : "a second name"));
            }
            if (id == 0x9901 || id == 0x0017) {
                throw new HostileArchiveException("has the encrypted entry '" + shown(name) + "'");
            }
            field += 4 + size;
        }
    }

    private void checkEntry(ArchiveEntry entry) throws HostileArchiveException {
        String name = entry.name();
        if ((entry.flags() & (1 | 1 << 6 | 1 << 13)) != 0) {
            throw new HostileArchiveException("has the encrypted entry '" + shown(name) + "'");
        }
        if (entry.method() != 0 && entry.method() != 8) {
            throw new HostileArchiveException("packs its entry '" + shown(name) + "' with method " + entry.method()
                    + ", which Java does not read");
        }
        if (entry.method() == 0 && entry.packed() != entry.size()) {
            throw new HostileArchiveException("lies about the size of its entry '" + shown(name) + "'");
        }
        int type = entry.madeBy() >>> 8 == UNIX ? (int) (entry.attributes() >>> 16) & FILE_TYPE : 0;
        boolean isFolder = entry.isDirectory();
        if (type != 0 && type != (isFolder ? FOLDER : REGULAR)) {
            throw new HostileArchiveException("has the entry '" + shown(name)
                    + "', which is a link or no plain file");
        }
        if (isStrict && isFolder && entry.size() > 0) {
            throw new HostileArchiveException("has content in its folder '" + shown(name) + "'");
        }
    }

    /** Names that a file system, or a reader, takes for the same. */
    private void checkNames() throws HostileArchiveException {
        if (!isStrict) {
            return;
        }
        Map<String, String> names = new HashMap<>();
        for (ArchiveEntry entry : entries) {
            if (!entry.isDirectory()) {
                String twin = names.putIfAbsent(key(entry.name()), entry.name());
                if (twin != null) {
                    throw new HostileArchiveException(twin.equals(entry.name())
                            ? "has the entry '" + shown(twin) + "' twice"
                            : "has the entry '" + shown(twin) + "' and '" + shown(entry.name())
                                    + "', which are the same where case or form of letters does not count");
                }
            }
        }
        for (ArchiveEntry entry : entries) {
            String name = entry.name();
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                String file = names.get(key(name.substring(0, slash)));
                if (file != null && file.equals(name.substring(0, slash))) {
                    throw new HostileArchiveException("has '" + shown(file) + "' as a file and as a folder");
                }
            }
        }
    }

    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Compares the headers with the directory, and makes sure that all bytes belong to one entry each. */
    private void checkHeaders(long directory) throws HostileArchiveException, IOException {
        long at = 0;
        List<ArchiveEntry> inOrder = entries.stream().sorted(Comparator.comparingLong(ArchiveEntry::offset)).toList();
        for (ArchiveEntry entry : inOrder) {
            if (entry.offset() < at) {
                throw new HostileArchiveException("has entries that lie over each other, as '" + shown(entry.name())
                        + "'");
            }
            if (isStrict && entry.offset() != at) {
                throw new HostileArchiveException("has bytes in front of its entry '" + shown(entry.name())
                        + "' that belong to nothing");
            }
            at = checkHeader(entry);
        }
        if (at > directory || (isStrict && at != directory)) {
            throw new HostileArchiveException("has bytes in front of its directory that belong to nothing");
        }
    }

    /** Returns where the entry ends. */
    private long checkHeader(ArchiveEntry entry) throws HostileArchiveException, IOException {
        ByteBuffer header = read(entry.offset(), LOCAL_BYTES);
        int nameBytes = header.getShort(26) & 0xFFFF;
        int extraBytes = header.getShort(28) & 0xFFFF;
        if (header.getInt(0) != LOCAL) {
            throw new HostileArchiveException("has no header for its entry '" + shown(entry.name()) + "'");
        }
        ByteBuffer rest = read(entry.offset() + LOCAL_BYTES, nameBytes + extraBytes);
        String name = name(rest, 0, nameBytes);
        long data = entry.offset() + LOCAL_BYTES + nameBytes + extraBytes;
        if (!name.equals(entry.name())) {
            throw new HostileArchiveException("names an entry '" + shown(entry.name()) + "' in its directory and '"
                    + shown(name) + "' in its header");
        }
        if (isStrict) {
            extra(rest, nameBytes, extraBytes, name);
            checkSame(entry, header);
        }
        return data + entry.packed() + (entry.hasDescriptor() ? descriptor(entry, data + entry.packed()) : 0);
    }

    private static void checkSame(ArchiveEntry entry, ByteBuffer header) throws HostileArchiveException {
        int flags = header.getShort(6) & 0xFFFF;
        long crc = unsigned(header.getInt(14));
        long packed = unsigned(header.getInt(18));
        long size = unsigned(header.getInt(22));
        boolean isLeftOut = entry.hasDescriptor() && crc == 0 && packed == 0 && size == 0;
        boolean isSame = crc == entry.crc() && packed == entry.packed() && size == entry.size();
        // the flag of UTF-8 names says nothing where names are the same bytes
        if ((flags & ~(1 << 11)) != (entry.flags() & ~(1 << 11)) || (header.getShort(8) & 0xFFFF) != entry.method()
                || !(isLeftOut || isSame)) {
            throw new HostileArchiveException("says one thing about its entry '" + shown(entry.name())
                    + "' in its directory and another in its header");
        }
    }

    /** The record behind an entry whose sizes were not known when it began: with or without a signature. */
    private int descriptor(ArchiveEntry entry, long at) throws HostileArchiveException, IOException {
        long room = Math.min(16, length - at);
        ByteBuffer record = read(at, Math.max(0, room));
        for (int skip = 0; skip <= 4; skip += 4) {
            boolean hasSignature = skip == 0 || (record.limit() >= 4 && record.getInt(0) == DESCRIPTOR);
            if (hasSignature && record.limit() >= skip + 12 && unsigned(record.getInt(skip)) == entry.crc()
                    && unsigned(record.getInt(skip + 4)) == entry.packed()
                    && unsigned(record.getInt(skip + 8)) == entry.size()) {
                return skip + 12;
            }
        }
        if (!isStrict) {
            return 0;
        }
        throw new HostileArchiveException("says one thing about its entry '" + shown(entry.name())
                + "' in its directory and another behind it");
    }

    private void unpackAll() throws HostileArchiveException, IOException {
        long total = 0;
        for (ArchiveEntry entry : entries) {
            total += entry.size();
            if (total > bounds.maxUnpackedBytes()) {
                throw new HostileArchiveException("is larger than " + bounds.maxUnpackedBytes()
                        + " bytes when it is unpacked");
            }
        }
        if (isStrict) {
            for (ArchiveEntry entry : entries) {
                unpack(entry);
            }
        }
    }

    private void unpack(ArchiveEntry entry) throws HostileArchiveException, IOException {
        ByteBuffer header = read(entry.offset(), LOCAL_BYTES);
        long at = entry.offset() + LOCAL_BYTES + (header.getShort(26) & 0xFFFF) + (header.getShort(28) & 0xFFFF);
        long left = entry.packed();
        CRC32 crc = new CRC32();
        long size = 0;
        byte[] out = new byte[CHUNK];
        Inflater inflater = new Inflater(true);
        try {
            while (left > 0 && size <= entry.size() && !inflater.finished()) {
                int bytes = (int) Math.min(CHUNK, left);
                ByteBuffer chunk = read(at, bytes);
                at += bytes;
                left -= bytes;
                if (entry.method() == 0) {
                    crc.update(chunk);
                    size += bytes;
                    continue;
                }
                inflater.setInput(chunk);
                for (int n = inflater.inflate(out); n > 0 && size <= entry.size(); n = inflater.inflate(out)) {
                    crc.update(out, 0, n);
                    size += n;
                }
            }
            boolean isWhole = entry.method() == 0 || (inflater.finished() && left == 0 && inflater.getRemaining() == 0)
                    || (entry.packed() == 0 && entry.size() == 0);
            if (size != entry.size() || crc.getValue() != entry.crc() || !isWhole) {
                throw new HostileArchiveException("lies about the content of its entry '" + shown(entry.name()) + "'");
            }
        } catch (DataFormatException e) {
            throw new HostileArchiveException("cannot be unpacked: '" + shown(entry.name()) + "' is damaged");
        } finally {
            inflater.end();
        }
    }

    private static String shown(String name) {
        return VisibleText.line(name, 200);
    }
}
