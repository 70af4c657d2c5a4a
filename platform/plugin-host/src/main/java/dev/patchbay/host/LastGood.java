package dev.patchbay.host;

import dev.patchbay.host.jar.PluginStore;
import dev.patchbay.host.jar.RefusedJarException;
import dev.patchbay.host.jar.StoredPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers over a restart which copy served last from which file, so that a file that was overwritten with something
 * broken, or something that waits for approval, does not take a plugin away.
 *
 * <p>Threads: all methods.
 */
final class LastGood {
    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;
    private final PluginStore store;
    private final Map<String, String> hashes = new TreeMap<>();

    LastGood(Path file, PluginStore store) {
        this.file = file;
        this.store = store;
        if (Files.exists(file)) {
            try {
                hashes.putAll(MAPPER.readValue(Files.readAllBytes(file), new TypeReference<Map<String, String>>() {}));
            } catch (IOException | JacksonException e) {
                LOG.warn("{} cannot be read, the versions that served last are unknown: {}", file, e.toString());
            }
        }
    }

    /**
     * Returns what served last from a file. Reads the copy, which takes time, unless it is what lies there now.
     *
     * @param now what the file is now; null if it was refused
     */
    Optional<StoredPlugin> of(String jarName, @Nullable StoredPlugin now) {
        String hash;
        synchronized (this) {
            hash = hashes.get(jarName);
        }
        if (hash == null) {
            return Optional.empty();
        }
        if (now != null && hash.equals(now.hash())) {
            return Optional.of(now);
        }
        try {
            return Optional.of(store.reopen(hash));
        } catch (RefusedJarException | IOException e) {
            LOG.warn("The copy of {} that served last cannot be used: {}", jarName, e.getMessage());
            return Optional.empty();
        }
    }

    synchronized void served(String jarName, String hash) {
        if (!hash.equals(hashes.put(jarName, hash))) {
            save();
        }
    }

    synchronized void gone(String jarName) {
        if (hashes.remove(jarName) != null) {
            save();
        }
    }

    private void save() {
        try {
            Path written = file.resolveSibling(file.getFileName() + ".new");
            Files.write(written, MAPPER.writeValueAsBytes(hashes));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be written", file, e);
        }
    }
}
