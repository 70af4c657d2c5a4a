package dev.patchbay.server.running;

import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The file {@code data/status.json}: written whole or not at all, so that a reader never sees half of one. */
public final class StatusFile {
    private static final String NAME = "status.json";

    private final Path file;

    /**
     * Creates the file's keeper.
     *
     * @param data the data folder
     */
    public StatusFile(Path data) {
        this.file = data.resolve(NAME);
    }

    /**
     * Writes the status.
     *
     * @param status the status
     * @throws IOException if the folder cannot be written
     */
    public void write(ServerStatus status) throws IOException {
        Path draft = file.resolveSibling(NAME + ".new");
        Files.write(draft, (StatusJson.text(StatusJson.of(status)) + "\n").getBytes(StandardCharsets.UTF_8));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Deletes the file; a server that has ended has no status.
     *
     * @throws IOException if it cannot be deleted
     */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * Reads the status of the server that has the data folder now.
     *
     * @param data the data folder
     * @return the status, or empty if no server runs or it has not written one yet
     */
    public static Optional<ServerStatus> ofRunning(Path data) {
        if (!DataFolder.isTaken(data)) {
            return Optional.empty();
        }
        try {
            byte[] json = Files.readAllBytes(data.resolve(NAME));
            return Optional.of(StatusJson.status(JsonReader.withDefaults().readObject(json)));
        } catch (IOException | JsonException e) {
            return Optional.empty();
        }
    }
}
