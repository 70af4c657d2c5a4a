package dev.patchbay.audit.chain;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the chain in their folder: {@code 000001.jsonl}, {@code 000002.jsonl} and so on. */
final class Segments {
    private static final Pattern NAME = Pattern.compile("([0-9]{6,9})\\.jsonl");

    private final Path folder;

    Segments(Path folder) {
        this.folder = folder;
    }

    Path file(int number) {
        return folder.resolve(name(number));
    }

    static String name(int number) {
        return String.format("%06d.jsonl", number);
    }

    static int number(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("A segment is named such as 000001.jsonl, not " + name);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Returns the numbers that are there, ascending. */
    List<Integer> numbers() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> NAME.matcher(String.valueOf(file.getFileName()))).filter(Matcher::matches)
                        .forEach(matcher -> numbers.add(Integer.parseInt(matcher.group(1))));
            }
        }
        numbers.sort(null);
        return numbers;
    }

    /** Makes the folder, for its owner only. */
    void makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(folder, ownerOnly("rwx------"));
        }
    }

    /** Makes an empty segment, for its owner only, and sees to it that its name is on the disk. */
    Path create(int number) throws IOException {
        Path file = Files.createFile(file(number), ownerOnly("rw-------"));
        if (isPosix()) { // elsewhere a folder cannot be opened, and needs not be
            syncNames();
        }
        return file;
    }

    /** The thread can be a plugin's that is being interrupted, which closes a channel and says nothing of the disk. */
    private void syncNames() throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                    names.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        return isPosix()
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
