package dev.patchbay.store;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * What a backup says of itself, as {@code manifest.json} in it. The hashes show damage, not forgery: whoever can write a
 * backup can write its manifest.
 *
 * @param schemaVersion the version of the tables that the rows are of
 * @param createdAt when the backup was made
 * @param parts all other entries of the archive
 */
public record BackupManifest(int schemaVersion, Instant createdAt, List<Part> parts) {
    static final String NAME = "manifest.json";
    static final String DATABASE = "database/";
    static final String ROWS = ".jsonl";
    static final String FILES = "files/";

    private static final String FORMAT = "patchbay-backup";
    private static final int FORMAT_VERSION = 1;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * One entry of the archive.
     *
     * @param name its name there: {@code database/<table>.jsonl} or {@code files/<name>} and, in a folder,
     *        {@code /<path>}
     * @param bytes its length, unpacked
     * @param rows how many rows of a table it has; 0 for a file
     * @param sha256 its hash, unpacked, as lower-case hexadecimal digits
     */
    public record Part(String name, long bytes, long rows, String sha256) {}

    /** Copies. */
    public BackupManifest {
        parts = List.copyOf(parts);
    }

    /** Returns how many bytes the backup has when it is unpacked. */
    public long bytes() {
        return bytesBelow("");
    }

    /** Returns how many bytes the parts have whose names begin so. */
    long bytesBelow(String prefix) {
        return parts.stream().filter(part -> (part.name() + "/").startsWith(prefix)).mapToLong(Part::bytes)
                .reduce(0, Math::addExact);
    }

    /** Returns the names that files and folders were added under. */
    public Set<String> fileNames() {
        return parts.stream().map(Part::name).filter(name -> name.startsWith(FILES))
                .map(name -> name.substring(FILES.length()).split("/", 2)[0]).collect(Collectors.toUnmodifiableSet());
    }

    String json() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("format", FORMAT);
        tree.put("formatVersion", FORMAT_VERSION);
        tree.put("schemaVersion", schemaVersion);
        tree.put("createdAt", createdAt.toString());
        List<Object> list = new ArrayList<>();
        for (Part part : parts) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", part.name());
            entry.put("bytes", part.bytes());
            entry.put("rows", part.rows());
            entry.put("sha256", part.sha256());
            list.add(entry);
        }
        tree.put("parts", list);
        return Columns.tree(tree);
    }

    /**
     * Reads a manifest and checks all of it.
     *
     * @throws IOException if it is not one of ours, of a newer version or wrong
     */
    static BackupManifest parse(String json) throws IOException {
        try {
            Map<String, Object> tree = Columns.tree(json);
            if (!FORMAT.equals(tree.get("format"))) {
                throw new IOException("it is not a backup of Patchbay");
            }
            if (!Long.valueOf(FORMAT_VERSION).equals(tree.get("formatVersion"))) {
                throw new IOException("its format has version " + tree.get("formatVersion") + ", this Patchbay reads "
                        + FORMAT_VERSION);
            }
            List<Part> parts = new ArrayList<>();
            for (Object entry : (List<?>) tree.getOrDefault("parts", List.of())) {
                parts.add(part((Map<?, ?>) entry));
            }
            if (parts.stream().map(Part::name).distinct().count() < parts.size()) {
                throw new IOException("its manifest names a part twice");
            }
            BackupManifest manifest = new BackupManifest(
                    Math.toIntExact((Long) tree.getOrDefault("schemaVersion", -1L)),
                    Instant.parse((String) tree.getOrDefault("createdAt", "")), parts);
            // Fails if the sum is no number, so that it can be compared with the space that is left
            manifest.bytes();
            return manifest;
        } catch (JacksonException | ClassCastException | ArithmeticException
                | IllegalArgumentException | DateTimeException e) {
            throw new IOException("its manifest is damaged", e);
        }
    }

    private static Part part(Map<?, ?> entry) throws IOException {
        if (!(entry.get("name") instanceof String name && entry.get("bytes") instanceof Long bytes
                && entry.get("rows") instanceof Long rows && entry.get("sha256") instanceof String sha256) || bytes < 0
                || rows < 0 || !HASH.matcher(sha256).matches()) {
            throw new IOException("its manifest is damaged");
        }
        return new Part(checkedName(name), bytes, rows, sha256);
    }

    /**
     * Checks the name of an entry: a table's, or a path that leads nowhere but down.
     *
     * @throws IOException if it is neither
     */
    static String checkedName(String name) throws IOException {
        if (name.startsWith(DATABASE) && name.endsWith(ROWS)
                && Tables.KEPT.contains(name.substring(DATABASE.length(), name.length() - ROWS.length()))) {
            return name;
        }
        String[] segments = name.split("/", -1);
        boolean down = name.startsWith(FILES) && segments.length > 1 && segments.length < 64 && name.length() < 4096;
        for (String segment : segments) {
            down &= !segment.isEmpty() && !segment.equals(".") && !segment.equals("..")
                    && segment.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 0x7f);
        }
        if (!down) {
            throw new IOException("it has a part with the name '" + name + "', which is not allowed");
        }
        return name;
    }
}
