package dev.patchbay.plugins.database.migration;

import dev.patchbay.api.grant.FileAccess;
import dev.patchbay.api.grant.FileEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The files of migrations, read as the tools name them. Flyway: {@code V1_2__name.sql} and {@code R__name.sql}. Liquibase:
 * changesets in formatted SQL and in XML.
 *
 * <p>Source: documentation of Flyway (naming, checksums) and of Liquibase (formatted SQL, XML changelogs).
 */
final class MigrationFiles {
    private static final Pattern VERSIONED = Pattern.compile("V([0-9]+(?:[._][0-9]+)*)__(.+)\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("R__(.+)\\.sql");
    private static final Pattern SQL_CHANGESET = Pattern.compile("(?m)^\\s*--\\s*changeset\\s+(\\S+?):(\\S+)");
    private static final Pattern XML_CHANGESET = Pattern.compile("<changeSet\\s([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(id|author)\\s*=\\s*[\"']([^\"']*)[\"']");
    private static final int DEEPEST = 8;
    private static final int MOST = 5_000;

    /**
     * A file.
     *
     * @param version its version, absent for one that is repeated
     * @param script its path in the folder, as Flyway calls it
     * @param checksum what Flyway computes of it
     */
    record Script(Optional<String> version, String script, OptionalInt checksum) {}

    private final FileAccess files;
    private int seen;

    MigrationFiles(FileAccess files) {
        this.files = files;
    }

    List<Script> flyway(String folder) throws IOException {
        List<Script> scripts = new ArrayList<>();
        for (FileEntry file : all(folder, 0)) {
            String script = file.path().substring(folder.length()).replaceFirst("^/+", "");
            String name = script.substring(script.lastIndexOf('/') + 1);
            Matcher versioned = VERSIONED.matcher(name);
            if (versioned.matches()) {
                scripts.add(new Script(Optional.of(versioned.group(1).replace('_', '.')), script,
                        OptionalInt.of(checksum(files.readText(file.path())))));
            } else if (REPEATABLE.matcher(name).matches()) {
                scripts.add(new Script(Optional.empty(), script,
                        OptionalInt.of(checksum(files.readText(file.path())))));
            }
        }
        return scripts;
    }

    /** CRC32 over the lines without their ends, as Flyway does it. */
    static int checksum(String text) {
        CRC32 crc = new CRC32();
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        plain.lines().forEach(line -> crc.update(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }

    /** The changesets as author:id, each with its file. */
    Map<String, String> liquibase(String folder) throws IOException {
        Map<String, String> changesets = new LinkedHashMap<>();
        for (FileEntry file : all(folder, 0)) {
            if (file.path().endsWith(".sql")) {
                String text = files.readText(file.path());
                if (text.stripLeading().toLowerCase(java.util.Locale.ROOT).startsWith("--liquibase formatted sql")
                        || text.stripLeading().toLowerCase(java.util.Locale.ROOT)
                                .startsWith("-- liquibase formatted sql")) {
                    Matcher found = SQL_CHANGESET.matcher(text);
                    while (found.find()) {
                        changesets.put(found.group(1) + ":" + found.group(2), file.path());
                    }
                }
            } else if (file.path().endsWith(".xml")) {
                Matcher found = XML_CHANGESET.matcher(files.readText(file.path()));
                while (found.find()) {
                    Map<String, String> attributes = new LinkedHashMap<>();
                    Matcher each = ATTRIBUTE.matcher(found.group(1));
                    while (each.find()) {
                        attributes.put(each.group(1), each.group(2));
                    }
                    changesets.put(attributes.get("author") + ":" + attributes.get("id"), file.path());
                }
            }
        }
        return changesets;
    }

    /** Whether there are changelogs of a kind that is not read. */
    boolean hasOther(String folder) throws IOException {
        return all(folder, 0).stream().anyMatch(file -> file.path().endsWith(".yaml") || file.path().endsWith(".yml")
                || file.path().endsWith(".json"));
    }

    private List<FileEntry> all(String folder, int depth) throws IOException {
        List<FileEntry> found = new ArrayList<>();
        for (FileEntry entry : files.list(folder)) {
            if (entry.kind() == FileEntry.Kind.FILE) {
                if (++seen > MOST) {
                    throw new IOException("there are more than " + MOST + " files");
                }
                found.add(entry);
            } else if (entry.kind() == FileEntry.Kind.FOLDER && depth < DEEPEST) {
                found.addAll(all(entry.path(), depth + 1));
            }
        }
        return found;
    }
}
