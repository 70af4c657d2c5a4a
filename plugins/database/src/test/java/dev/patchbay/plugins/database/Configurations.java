package dev.patchbay.plugins.database;

import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** Configurations beside the tests, as an administrator writes them. */
final class Configurations {
    private Configurations() {}

    static Map<String, Object> read(String name) {
        try (var file = Objects.requireNonNull(Configurations.class.getResourceAsStream(name))) {
            return new JsonReader(JsonLimits.GENEROUS).readObject(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
