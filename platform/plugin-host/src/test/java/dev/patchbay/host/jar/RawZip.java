package dev.patchbay.host.jar;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Writes ZIP files byte by byte, so that they can say what no tool writes. */
final class RawZip {
    final List<Entry> entries = new ArrayList<>();
    byte[] prefix = new byte[0];
    byte[] beforeDirectory = new byte[0];
    byte[] afterDirectory = new byte[0];
    byte[] comment = new byte[0];
    byte[] suffix = new byte[0];
    int countOff;
    int diskNumber;
    long directoryOff;

    /** An entry; what is set after {@link #of} is what it lies about. */
    static final class Entry {
        byte[] localName;
        byte[] centralName;
        byte[] data;
        byte[] packed;
        int method;
        int localMethod;
        int localFlags;
        int centralFlags;
        long localCrc;
        long centralCrc;
        long localSize;
        long centralSize;
        long localPacked;
        long centralPacked;
        byte[] localExtra = new byte[0];
        byte[] centralExtra = new byte[0];
        byte[] gap = new byte[0];
        byte[] descriptor = new byte[0];
        int madeBy = 20;
        long attributes;
        long offsetOff;
        boolean isInDirectory = true;
        int repeats = 1;

        private Entry(byte[] name, byte[] data, byte[] packed, int method) {
            this.localName = name;
            this.centralName = name;
            this.data = data;
            this.packed = packed;
            this.method = method;
            this.localMethod = method;
            CRC32 crc = new CRC32();
            crc.update(data);
            localCrc = crc.getValue();
            centralCrc = localCrc;
            localSize = data.length;
            centralSize = data.length;
            localPacked = packed.length;
            centralPacked = packed.length;
        }

        static Entry of(String name, byte[] data) {
            Deflater deflater = new Deflater(9, true);
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            deflater.end();
            return new Entry(name.getBytes(StandardCharsets.UTF_8), data, out.toByteArray(), 8);
        }

        static Entry stored(String name, byte[] data) {
            return new Entry(name.getBytes(StandardCharsets.UTF_8), data, data, 0);
        }

        Entry named(String central, String local) {
            centralName = central.getBytes(StandardCharsets.UTF_8);
            localName = local.getBytes(StandardCharsets.UTF_8);
            return this;
        }

        boolean is(String name) {
            return new String(centralName, StandardCharsets.UTF_8).equals(name);
        }
    }

    /** Reads what a tool wrote. */
    static RawZip of(byte[] zip) {
        RawZip raw = new RawZip();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                raw.entries.add(Entry.of(entry.getName(), in.readAllBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return raw;
    }

    RawZip with(Entry entry) {
        entries.add(entry);
        return this;
    }

    RawZip with(String name, String content) {
        return with(Entry.of(name, content.getBytes(StandardCharsets.UTF_8)));
    }

    Entry first(String name) {
        return entries.stream().filter(entry -> entry.is(name)).findFirst().orElseThrow();
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        out.writeBytes(prefix);
        int count = 0;
        for (Entry entry : entries) {
            long offset = out.size() + entry.offsetOff;
            out.writeBytes(local(entry));
            out.writeBytes(entry.packed);
            out.writeBytes(entry.descriptor);
            out.writeBytes(entry.gap);
            if (entry.isInDirectory) {
                for (int i = 0; i < entry.repeats; i++) {
                    directory.writeBytes(central(entry, offset));
                    count++;
                }
            }
        }
        out.writeBytes(beforeDirectory);
        long start = out.size() + directoryOff;
        out.writeBytes(directory.toByteArray());
        out.writeBytes(afterDirectory);
        out.writeBytes(end(count + countOff, directory.size(), start));
        out.writeBytes(comment);
        out.writeBytes(suffix);
        return out.toByteArray();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] local(Entry entry) {
        return little(30 + entry.localName.length + entry.localExtra.length).putInt(0x04034b50).putShort((short) 20)
                .putShort((short) entry.localFlags).putShort((short) entry.localMethod).putInt(0)
                .putInt((int) entry.localCrc).putInt((int) entry.localPacked).putInt((int) entry.localSize)
                .putShort((short) entry.localName.length).putShort((short) entry.localExtra.length)
                .put(entry.localName).put(entry.localExtra).array();
    }

    private static byte[] central(Entry entry, long offset) {
        return little(46 + entry.centralName.length + entry.centralExtra.length).putInt(0x02014b50)
                .putShort((short) entry.madeBy).putShort((short) 20).putShort((short) entry.centralFlags)
                .putShort((short) entry.method).putInt(0).putInt((int) entry.centralCrc)
                .putInt((int) entry.centralPacked).putInt((int) entry.centralSize)
                .putShort((short) entry.centralName.length).putShort((short) entry.centralExtra.length)
                .putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt((int) entry.attributes)
                .putInt((int) offset).put(entry.centralName).put(entry.centralExtra).array();
    }

    private byte[] end(int count, int size, long start) {
        return little(22).putInt(0x06054b50).putShort((short) diskNumber).putShort((short) diskNumber)
                .putShort((short) count).putShort((short) count).putInt(size).putInt((int) start)
                .putShort((short) comment.length).array();
    }
}
