package dev.patchbay.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of a backup, unpacked beside their places, then moved there; moved back unless they are to be kept. */
final class RestoredFiles implements AutoCloseable {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC);
    private static final String CONTENT = "content";

    private record Move(Path from, Path to) {}

    private final String suffix;
    private final List<Path> stages = new ArrayList<>();
    private final List<Move> planned = new ArrayList<>();
    private final Deque<Move> done = new ArrayDeque<>();

    private RestoredFiles(Instant now) {
        this.suffix = ".before-restore-" + STAMP.format(now);
    }

    /**
     * Unpacks all files of a backup.
     *
     * @throws BadBackupException if one has no place, or its place is taken
     */
    static RestoredFiles stage(BackupReader in, Map<String, Path> places, boolean replace, Instant now)
            throws IOException {
        Set<String> homeless = new TreeSet<>(in.manifest().fileNames());
        homeless.removeAll(places.keySet());
        if (!homeless.isEmpty()) {
            throw new BadBackupException("the backup has files named " + String.join(", ", homeless)
                    + ", for which no place was named", null);
        }
        RestoredFiles files = new RestoredFiles(now);
        try {
            Map<String, Path> contents = new HashMap<>();
            for (String name : in.manifest().fileNames()) {
                contents.put(name, files.begin(name, Objects.requireNonNull(places.get(name)).toAbsolutePath(),
                        in.manifest(), replace));
            }
            for (BackupManifest.Part part : in.manifest().parts()) {
                if (part.name().startsWith(BackupManifest.FILES)) {
                    String[] segments = part.name().split("/", -1);
                    Path target = contents.getOrDefault(segments[1], Path.of(""));
                    for (int i = 2; i < segments.length; i++) {
                        target = target.resolve(segments[i]);
                    }
                    unpack(in, part, target);
                }
            }
            return files;
        } catch (IOException | RuntimeException | Error e) {
            files.close();
            throw e;
        }
    }

    private Path begin(String name, Path place, BackupManifest manifest, boolean replace) throws IOException {
        if (taken(place) && !replace) {
            throw new BadBackupException(
                    "'" + place + "' exists already: move it away, or say that it is to be replaced",
                    null);
        }
        Path parent = place.getParent();
        if (parent == null) {
            throw new IOException("'" + place + "' is no place for a file or a folder");
        }
        PrivateFiles.createFolders(parent);
        PrivateFiles.checkSpace(parent, name, manifest.bytesBelow(BackupManifest.FILES + name + "/"));
        Path stage = Files.createTempDirectory(parent, ".restore");
        stages.add(stage);
        planned.add(new Move(stage.resolve(CONTENT), place));
        return stage.resolve(CONTENT);
    }

    private static boolean taken(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        }
        try (Stream<Path> inside = Files.list(place)) {
            return inside.findAny().isPresent();
        }
    }

    private static void unpack(BackupReader in, BackupManifest.Part part, Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException("its part '" + part.name() + "' has no place");
        }
        PrivateFiles.createFolders(folder);
        try (InputStream from = in.part(part);
                FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            PrivateFiles.protect(target);
            OutputStream to = Channels.newOutputStream(file);
            from.transferTo(to);
            file.force(true);
        }
    }

    /** Puts all files in their places; when it is called again, those that are there stay. */
    void moveIntoPlace() throws IOException {
        while (!planned.isEmpty()) {
            Move move = planned.getFirst();
            if (Files.exists(move.to(), LinkOption.NOFOLLOW_LINKS)) {
                move(move.to(), move.to().resolveSibling(move.to().getFileName() + suffix));
            }
            move(move.from(), move.to());
            planned.removeFirst();
        }
    }

    private void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        done.push(new Move(from, to));
        PrivateFiles.force(Objects.requireNonNullElse(to.getParent(), to));
    }

    /** Leaves the files in their places for good. */
    void keep() {
        done.clear();
    }

    @Override
    public void close() throws IOException {
        while (!done.isEmpty()) {
            Move move = done.pop();
            Files.move(move.to(), move.from(), StandardCopyOption.ATOMIC_MOVE);
        }
        for (Path stage : stages) {
            try (Stream<Path> all = Files.walk(stage)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        stages.clear();
    }
}
