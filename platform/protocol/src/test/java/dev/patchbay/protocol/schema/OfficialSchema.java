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
import dev.patchbay.protocol.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Validates messages against the official schema of a revision, or of the tasks extension. The schemas let every object
 * have members that they do not name; {@link #validateClosed} refuses these too, so that a member which only another
 * revision knows is found. Safe for all threads.
 */
public final class OfficialSchema {
    /** The name of the tasks extension's schema. */
    public static final String TASKS = "ext-tasks";

    private static final Map<String, OfficialSchema> LOADED = new ConcurrentHashMap<>();

    private final String id;
    private final SchemaRegistry registry;
    private final Map<String, Object> definitions;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private OfficialSchema(String name) {
        Map<String,
                Object> text = new JsonReader(JsonLimits.GENEROUS).readObject(load("/mcp/" + name + "/schema.json"));
        // the older ones say "definitions"; all their other words mean the same in both dialects
        this.definitions = Json.object(
                Objects.requireNonNull(text.containsKey("$defs") ? text.get("$defs") : text.get("definitions")));
        this.id = "https://modelcontextprotocol.io/schema/" + name;
        this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of(id, document(definitions), id + "/closed",
                        document(ClosedDefinitions.of(definitions)))));
    }

    private static String document(Map<String, Object> definitions) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.put("$defs", definitions);
        return new String(JsonWriter.compact(document), StandardCharsets.UTF_8).replace("\"#/definitions/",
                "\"#/$defs/");
    }

    /**
     * What is wrong with a message.
     *
     * @param definition a name under {@code $defs}, such as "CallToolResult"
     * @return one line for each problem, none if the message is valid
     */
    public static List<String> validate(Revision revision, String definition, byte[] json) {
        return of(revision.text()).validate("", definition, new String(json, StandardCharsets.UTF_8));
    }

    /** As {@link #validate}, and members that the revision does not name are wrong too. */
    public static List<String> validateClosed(Revision revision, String definition, String json) {
        return of(revision.text()).validate("/closed", definition, json);
    }

    /** What is wrong with a message of the tasks extension. */
    public static List<String> validateTasks(String definition, String json) {
        return of(TASKS).validate("", definition, json);
    }

    /** Whether a revision has a definition of this name. */
    public static boolean defines(Revision revision, String definition) {
        return of(revision.text()).definitions.containsKey(definition);
    }

    private List<String> validate(String variant, String definition, String json) {
        if (!definitions.containsKey(definition)) {
            throw new IllegalArgumentException(id + " has no definition " + definition);
        }
        return schemas
                .computeIfAbsent(variant + "#/$defs/" + definition,
                        place -> registry.getSchema(SchemaLocation.of(id + place)))
                .validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }

    /** The schema of a definition as it stands in the file. */
    public static Map<String, Object> definition(Revision revision, String definition) {
        return Json.object(Objects.requireNonNull(of(revision.text()).definitions.get(definition), definition));
    }

    private static OfficialSchema of(String name) {
        return LOADED.computeIfAbsent(name, OfficialSchema::new);
    }

    private static byte[] load(String resource) {
        try (InputStream in = OfficialSchema.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
