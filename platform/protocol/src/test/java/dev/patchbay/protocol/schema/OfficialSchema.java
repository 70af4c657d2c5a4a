package dev.patchbay.protocol.schema;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Validates messages against the official schema of a revision. Safe for all threads. */
public final class OfficialSchema {
    private static final Map<Revision, OfficialSchema> LOADED = new ConcurrentHashMap<>();

    private final String id;
    private final SchemaRegistry registry;
    private final Map<String, Object> definitions;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private OfficialSchema(Revision revision) {
        this.id = "https://modelcontextprotocol.io/schema/" + revision.text();
        byte[] text = load("/mcp/" + revision.text() + "/schema.json");
        this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of(id, new String(text, StandardCharsets.UTF_8))));
        Object defs = new JsonReader(JsonLimits.GENEROUS).readObject(text).get("$defs");
        this.definitions = Json.object(Objects.requireNonNull(defs));
    }

    /**
     * What is wrong with a message.
     *
     * @param definition a name under {@code $defs}, such as "CallToolResult"
     * @return one line for each problem, none if the message is valid
     */
    public static List<String> validate(Revision revision, String definition, byte[] json) {
        OfficialSchema schema = of(revision);
        if (!schema.definitions.containsKey(definition)) {
            throw new IllegalArgumentException(revision + " has no definition " + definition);
        }
        return schema.schemas
                .computeIfAbsent(definition,
                        name -> schema.registry.getSchema(SchemaLocation.of(schema.id + "#/$defs/" + name)))
                .validate(new String(json, StandardCharsets.UTF_8), InputFormat.JSON).stream().map(Object::toString)
                .toList();
    }

    /** The schema of a definition as it stands in the file. */
    public static Map<String, Object> definition(Revision revision, String definition) {
        return Json.object(Objects.requireNonNull(of(revision).definitions.get(definition), definition));
    }

    private static OfficialSchema of(Revision revision) {
        return LOADED.computeIfAbsent(revision, OfficialSchema::new);
    }

    private static byte[] load(String resource) {
        try (InputStream in = OfficialSchema.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
