package dev.patchbay.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file that the server writes into its data folder, and that the command line then moves to where it was asked for. */
record ServerFile(Path target) {
    ServerFile {
        target = target.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new CommandException(ExitCode.FAILED, "'" + target + "' exists already; name another file.");
        }
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandException(ExitCode.FAILED, "There is no folder '" + folder + "'.");
        }
    }

    /** Moves what the server says it wrote; the answer then names the new place. */
    Map<String, Object> fetched(Map<String, Object> written) {
        Path from = Path.of(String.valueOf(written.get("file")));
        try {
            Files.move(from, target);
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED,
                    "It is written, to " + from + ", but cannot be moved to " + target
                            + ": " + e.getMessage());
        }
        Map<String, Object> moved = new LinkedHashMap<>(written);
        moved.put("file", target.toString());
        return moved;
    }
}
