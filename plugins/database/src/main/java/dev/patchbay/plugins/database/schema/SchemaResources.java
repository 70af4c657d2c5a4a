package dev.patchbay.plugins.database.schema;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.plugins.database.access.Source;
import dev.patchbay.plugins.database.access.Sources;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources {@code schema://...}: what a table is like now. Threads: any. */
public final class SchemaResources {
    private static final String SCHEME = "schema://";
    private static final String JSON = "application/json";

    private final Sources sources;
    private final List<Listed> listed;

    /**
     * A table that is listed without asking the database.
     *
     * @param source its database
     * @param schema its schema, the default one if absent
     * @param table its name, which is the URI's too
     * @param title what the resource is called
     */
    public record Listed(String source, Optional<String> schema, String table, String title) {}

    /**
     * Creates them.
     *
     * @param sources the databases
     * @param listed the tables of the configuration
     */
    public SchemaResources(Sources sources, List<Listed> listed) {
        this.sources = sources;
        this.listed = List.copyOf(listed);
    }

    /**
     * Returns the tables of the configuration; nothing is connected for it.
     *
     * @return the resources
     */
    public List<ResourceDefinition> list() {
        return listed.stream().map(each -> ResourceDefinition.of(SCHEME + each.table(), each.title(),
                "Complete schema definition for " + each.table() + " table", JSON)).toList();
    }

    /**
     * Returns the templates for all other tables.
     *
     * @return the templates
     */
    public List<ResourceTemplateDefinition> templates() {
        return List.of(
                ResourceTemplateDefinition.of("schema://{table}", "Table",
                        "Columns, keys and indexes of a table of the first database, in its default schema, as they are"
                                + " now",
                        JSON),
                ResourceTemplateDefinition.of("schema://{source}/{schema}/{table}", "Table of a schema",
                        "Columns, keys and indexes of a table as they are now; source and schema as db_search_objects"
                                + " names them",
                        JSON));
    }

    /**
     * Reads one.
     *
     * @param uri the URI
     * @param call the call
     * @return its contents
     */
    public ReadResourceResult read(String uri, Call call) {
        List<String> parts = parts(uri);
        Listed table = parts.size() == 3
                ? new Listed(parts.get(0), Optional.of(parts.get(1)), parts.get(2), "")
                : listed.stream().filter(each -> each.table().equals(parts.getFirst())).findFirst()
                        .orElseGet(() -> new Listed(sources.all().iterator().next().name(), Optional.empty(),
                                parts.getFirst(), ""));
        Source source = sources.all().stream().filter(each -> each.name().equals(table.source())).findFirst()
                .orElseThrow(() -> new ResourceNotFoundException(uri));
        call.builtFrom("datasource:" + source.name() + "/" + table.table());
        try {
            Map<String, Object> found = source.reading((connection, dialect) -> {
                Introspection introspection = new Introspection(connection, dialect);
                TableName name = introspection.find(table.schema(), table.table())
                        .orElseThrow(() -> new ResourceNotFoundException(uri));
                return introspection.describe(source.name(), name);
            });
            return ReadResourceResult.text(uri, JSON, Json.text(found));
        } catch (SQLException e) {
            throw new ToolException("The schema cannot be read: Database connection failed or refused", e);
        }
    }

    private static List<String> parts(String uri) {
        if (!uri.startsWith(SCHEME)) {
            throw new ResourceNotFoundException(uri);
        }
        List<String> parts = new ArrayList<>();
        for (String part : uri.substring(SCHEME.length()).split("/", -1)) {
            try {
                parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new ResourceNotFoundException(uri);
            }
        }
        if (parts.size() != 1 && parts.size() != 3 || parts.stream().anyMatch(String::isBlank)) {
            throw new ResourceNotFoundException(uri);
        }
        return parts;
    }
}
