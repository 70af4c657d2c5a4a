package dev.patchbay.server.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An API key from where others cannot read it: the environment, or a file. Never an argument, which everybody sees. */
final class KeyOption {
    private static final String VARIABLE = "PATCHBAY_KEY";
    private static final int MAX_LENGTH = 8192;
    private static final Set<PosixFilePermission> OWN = Set.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    @Option(names = "--key-file", paramLabel = "FILE", description = {"File that holds the API key, for its owner only"
            + " (mode 0600). Or put the key into the variable PATCHBAY_KEY."}) private @Nullable Path file;

    Optional<String> key(Surroundings surroundings) {
        Optional<String> variable = Optional.ofNullable(surroundings.environment().get(VARIABLE)).map(String::strip)
                .filter(text -> !text.isEmpty());
        if (file == null) {
            return variable.map(text -> checked(text, VARIABLE));
        }
        if (variable.isPresent()) {
            throw wrong("There are two keys: in " + VARIABLE + " and in --key-file " + file + ". Keep one of them.");
        }
        return Optional.of(checked(read(file), "The file " + file));
    }

    private static String read(Path file) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                if (!OWN.containsAll(permissions)) {
                    throw wrong("The key in " + file + " can be read by others ("
                            + PosixFilePermissions.toString(permissions) + "): chmod 600 " + file);
                }
            }
            if (Files.size(file) > MAX_LENGTH) {
                throw wrong("The file " + file + " is too large for a key.");
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw wrong("The key cannot be read from " + file + " (" + e.getClass().getSimpleName() + ").");
        }
    }

    private static String checked(String key, String place) {
        if (key.isEmpty() || key.length() > MAX_LENGTH || !key.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw wrong(place + " holds no API key: one line such as pb_....");
        }
        return key;
    }

    private static CommandException wrong(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }
}
