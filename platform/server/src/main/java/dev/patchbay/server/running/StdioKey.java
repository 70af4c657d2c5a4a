package dev.patchbay.server.running;

import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authenticators;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.HeaderCheck;
import dev.patchbay.security.Presented;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key by which {@code patchbay stdio} of this machine gets in. The server that has the data folder makes a new one at
 * each start and leaves it in a file for its owner only, so whoever may read the state of the installation may use it.
 *
 * <p>Threads: safe for all; the check never blocks.
 */
public final class StdioKey implements HeaderCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StdioKey.class);
    private static final String FILE = "stdio.json";
    private static final String PREFIX = "pbstdio_";
    private static final int BYTES = 32;

    private final Path data;
    private final String client;
    private final boolean embedded;
    private final String key;
    private final Function<String, Optional<ClientIdentity>> clients;

    private StdioKey(Path data, String client, boolean embedded, String key,
            Function<String, Optional<ClientIdentity>> clients) {
        this.data = data;
        this.client = client;
        this.embedded = embedded;
        this.key = key;
        this.clients = clients;
    }

    /**
     * What the file says.
     *
     * @param client whose calls come with the key
     * @param key the key
     * @param embedded whether the server lives in a {@code patchbay stdio}, so that others take its place when it ends
     */
    public record Found(String client, String key, boolean embedded) {
        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Found[client=" + client + ", key=***, embedded=" + embedded + "]";
        }
    }

    /**
     * Makes a key and writes it down.
     *
     * @param data the data folder, which this process has
     * @param client whose calls come with it
     * @param embedded whether the server lives in a {@code patchbay stdio}
     * @param clients finds a client that is served
     * @param random makes the key
     * @return the check of the key
     * @throws IOException if the file cannot be written
     */
    static StdioKey write(Path data, String client, boolean embedded,
            Function<String, Optional<ClientIdentity>> clients, SecureRandom random) throws IOException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        StdioKey made = new StdioKey(data, client, embedded,
                PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), clients);
        made.write();
        return made;
    }

    private void write() throws IOException {
        Path draft = data.resolve(FILE + ".new");
        Files.deleteIfExists(draft);
        FileAttribute<?>[] rights = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("client", client);
        json.put("embedded", embedded);
        json.put("key", key);
        try (var channel = Files.newByteChannel(draft, Set.of(StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE), rights)) {
            channel.write(ByteBuffer.wrap(JsonWriter.compact(json)));
        }
        Files.move(draft, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads the key of the server that has the data folder.
     *
     * @param data the data folder
     * @return empty if that server has none, or its key is not for us
     */
    public static Optional<Found> read(Path data) {
        try {
            Map<String, Object> json = JsonReader.withDefaults()
                    .readObject(Files.readAllBytes(data.resolve(FILE)));
            return json.get("key") instanceof String key && json.get("client") instanceof String client
                    ? Optional.of(new Found(client, key, Boolean.TRUE.equals(json.get("embedded"))))
                    : Optional.empty();
        } catch (IOException | JsonException e) {
            return Optional.empty();
        }
    }

    /** Deletes what a server before has left. */
    static void delete(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(FILE));
    }

    /** The server ends: whoever looks for it finds no key that is of no use any more. */
    void forget() {
        try {
            delete(data);
        } catch (IOException e) {
            LOG.debug("The key of 'patchbay stdio' was not deleted", e);
        }
    }

    String key() {
        return key;
    }

    @Override
    public Optional<Authentication> check(Presented presented) {
        if (!presented.scheme().equals("bearer") || !presented.value().startsWith(PREFIX)) {
            return Optional.empty();
        }
        boolean same = MessageDigest.isEqual(presented.value().getBytes(StandardCharsets.UTF_8),
                key.getBytes(StandardCharsets.UTF_8));
        if (!same || !presented.credentials().isLoopback()) {
            return Optional.of(new Authentication.Refused("invalid_stdio_key",
                    "This key is of a server that has ended.", Authentication.Reason.INVALID));
        }
        return Optional.of(clients.apply(client).<Authentication>map(Authentication.Known::new)
                .orElseGet(() -> new Authentication.Refused(Authenticators.UNKNOWN_CLIENT, "stdio.client is '" + client
                        + "', and there is no such client, or it is disabled. Create it with 'patchbay client create "
                        + client + "', or name another.", Authentication.Reason.FORBIDDEN)));
    }
}
