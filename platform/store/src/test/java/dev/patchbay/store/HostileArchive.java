package dev.patchbay.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Archives that are not what a backup writes. */
final class HostileArchive {
    private HostileArchive() {}

    static Map<String, byte[]> read(Path archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Enumeration<? extends ZipEntry> all = zip.entries();
            while (all.hasMoreElements()) {
                ZipEntry entry = all.nextElement();
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    static void write(Path archive, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

    /** Changes the text of an entry and leaves the manifest as it is. */
    static void change(Path archive, String name, UnaryOperator<String> change) throws IOException {
        Map<String, byte[]> entries = read(archive);
        entries.computeIfPresent(name, (key, bytes) -> change.apply(new String(bytes, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
        write(archive, entries);
    }

    /** Changes the text of an entry and tells the manifest, so that only the text itself can be wrong. */
    static void forge(Path archive, String name, UnaryOperator<String> change) throws IOException {
        Map<String, byte[]> entries = read(archive);
        byte[] before = entries.getOrDefault(name, new byte[0]);
        byte[] after = change.apply(new String(before, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        write(archive, entries);
        change(archive, name, text -> new String(after, StandardCharsets.UTF_8));
        change(archive, BackupManifest.NAME, text -> text.replace(hash(before), hash(after))
                .replace("\"" + name + "\",\"bytes\":" + before.length, "\"" + name + "\",\"bytes\":" + after.length));
    }

    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(BackupWriter.sha256().digest(bytes));
    }
}
