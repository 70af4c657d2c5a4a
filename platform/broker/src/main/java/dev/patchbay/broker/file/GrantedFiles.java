package dev.patchbay.broker.file;

import dev.patchbay.api.grant.FileAccess;
import dev.patchbay.api.grant.FileEntry;
import dev.patchbay.broker.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The files of one instance. */
public final class GrantedFiles implements FileAccess {
    private final Scope scope;
    private final FileLimits limits;
    private final Root.Known roots = new Root.Known();

    /**
     * Creates the files of an instance.
     *
     * @param scope the instance
     * @param limits bounds of what is done at once
     */
    public GrantedFiles(Scope scope, FileLimits limits) {
        this.scope = scope;
        this.limits = limits;
    }

    /** What is done in an open folder. */
    private interface Work<T> {
        T in(OpenFolder folder, GrantedPath path) throws IOException;
    }

    private <T> T inFolder(String text, boolean write, Work<T> work) throws IOException {
        GrantedPath path = GrantedPath.of(scope, text, write);
        try (OpenFolder folder = OpenFolder.of(roots.of(path.grant()), path.way())) {
            return work.in(folder, path);
        } catch (IOException e) {
            throw OpenFolder.readable(text, e);
        }
    }

    @Override
    public byte[] read(String path) throws IOException {
        return inFolder(path, false, (folder, granted) -> {
            long size = plainFile(folder, granted).size();
            if (size > limits.maxBytes()) {
                throw new IOException(path + " has " + size + " bytes, at most " + limits.maxBytes()
                        + " are read at once");
            }
            return bytes(folder, granted, 0, limits.maxBytes());
        });
    }

    @Override
    public byte[] read(String path, long offset, int length) throws IOException {
        if (offset < 0 || length < 0 || length > limits.maxBytes()) {
            throw new IllegalArgumentException("The offset is from 0, the length from 0 to " + limits.maxBytes());
        }
        return inFolder(path, false, (folder, granted) -> {
            plainFile(folder, granted);
            return bytes(folder, granted, offset, length);
        });
    }

    private static byte[] bytes(OpenFolder folder, GrantedPath path, long offset, int length) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (SeekableByteChannel channel = folder.stream().newByteChannel(path.name(), options)) {
            channel.position(offset);
            long there = Math.max(0, channel.size() - offset);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, there));
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // until it is full
            }
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return bytes;
        }
    }

    @Override
    public String readText(String path) throws IOException {
        return new String(read(path), StandardCharsets.UTF_8);
    }

    @Override
    public void write(String path, byte[] bytes) throws IOException {
        store(path, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public void writeText(String path, String text) throws IOException {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void append(String path, byte[] bytes) throws IOException {
        store(path, bytes, StandardOpenOption.APPEND);
    }

    private void store(String path, byte[] bytes, StandardOpenOption how) throws IOException {
        if (bytes.length > limits.maxBytes()) {
            throw new IllegalArgumentException("At most " + limits.maxBytes() + " bytes are written at once");
        }
        inFolder(path, true, (folder, granted) -> {
            try {
                plainFile(folder, granted);
            } catch (NoSuchFileException e) {
                // it is made
            }
            Set<OpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, how,
                    LinkOption.NOFOLLOW_LINKS);
            try (SeekableByteChannel channel = folder.stream().newByteChannel(granted.name(), options)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            return true;
        });
    }

    /** A device or a pipe would not even let itself be opened without an effect. */
    private static BasicFileAttributes plainFile(OpenFolder folder, GrantedPath path) throws IOException {
        BasicFileAttributes attributes = folder.attributes(path.name());
        if (!attributes.isRegularFile()) {
            throw new IOException(path.text() + " is no plain file");
        }
        return attributes;
    }

    @Override
    public List<FileEntry> list(String path) throws IOException {
        GrantedPath granted = GrantedPath.of(scope, path, false);
        try (OpenFolder folder = OpenFolder.of(roots.of(granted.grant()), granted.steps())) {
            List<FileEntry> entries = new ArrayList<>();
            for (Path entry : folder.stream()) {
                if (entries.size() >= limits.maxEntries()) {
                    throw new IOException(path + " has more than " + limits.maxEntries() + " entries");
                }
                Path name = entry.getFileName();
                try {
                    entries.add(entry(Path.of(path).resolve(name).toString(), folder.attributes(name)));
                } catch (NoSuchFileException e) {
                    // gone meanwhile
                }
            }
            entries.sort(Comparator.comparing(FileEntry::path));
            return entries;
        } catch (IOException e) {
            throw OpenFolder.readable(path, e);
        }
    }

    @Override
    public Optional<FileEntry> find(String path) throws IOException {
        try {
            return Optional.of(inFolder(path, false, (folder, granted) -> entry(path,
                    granted.steps().isEmpty() ? folder.attributes() : folder.attributes(granted.name()))));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    private static FileEntry entry(String path, BasicFileAttributes attributes) {
        FileEntry.Kind kind = attributes.isRegularFile() ? FileEntry.Kind.FILE
                : attributes.isDirectory() ? FileEntry.Kind.FOLDER : FileEntry.Kind.OTHER;
        return new FileEntry(path, kind, kind == FileEntry.Kind.FILE ? attributes.size() : 0,
                attributes.lastModifiedTime().toInstant());
    }

    /**
     * Java makes a folder by its path only, not relative to an open one. So it is made in the granted folder, which
     * nobody exchanges, and moved from there between open folders.
     */
    @Override
    public void makeFolder(String path) throws IOException {
        inFolder(path, true, (folder, granted) -> {
            if (isFolder(folder, granted)) {
                return false;
            }
            Root root = roots.of(granted.grant());
            Path made = Path.of(".patchbay-" + UUID.randomUUID());
            try (OpenFolder top = OpenFolder.of(root, List.of())) {
                Files.createDirectory(root.path().resolve(made));
                try {
                    top.stream().move(made, folder.stream(), granted.name());
                } catch (IOException e) {
                    top.stream().deleteDirectory(made);
                    throw e;
                }
            }
            return true;
        });
    }

    private static boolean isFolder(OpenFolder folder, GrantedPath path) throws IOException {
        try {
            if (folder.attributes(path.name()).isDirectory()) {
                return true;
            }
            throw new FileAlreadyExistsException(path.text());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public boolean delete(String path) throws IOException {
        return inFolder(path, true, (folder, granted) -> {
            try {
                if (folder.attributes(granted.name()).isDirectory()) {
                    folder.stream().deleteDirectory(granted.name());
                } else {
                    folder.stream().deleteFile(granted.name());
                }
                return true;
            } catch (NoSuchFileException e) {
                return false;
            }
        });
    }
}
