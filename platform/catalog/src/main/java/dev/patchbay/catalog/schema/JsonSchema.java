package dev.patchbay.catalog.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.resource.SchemaLoader;
import com.networknt.schema.serialization.DefaultNodeReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compiles JSON Schemas. The dialect is 2020-12 unless {@code $schema} names 2019-09 or draft-07.
 *
 * <p>A schema comes from a plugin and is not trusted: it has at most {@value SchemaBounds#MAX_NODES} nodes and a depth
 * of {@value SchemaBounds#MAX_DEPTH}, refers only to itself, and its patterns run in linear time (RE2, so without
 * look-around and back references). {@code format} is asserted.
 */
public final class JsonSchema {
    private static final List<Dialect> DIALECTS = List.of(AssertedFormats.in(Dialects.getDraft202012()),
            AssertedFormats.in(Dialects.getDraft201909()), AssertedFormats.in(Dialects.getDraft7()));
    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder().locale(Locale.ROOT)
            .formatAssertionsEnabled(true).losslessNarrowing(true).preloadSchema(true)
            .regularExpressionFactory(LinearPattern::of).build();
    private static final SchemaRegistry META = registry(SchemaRegistryConfig.builder().locale(Locale.ROOT).build());

    private JsonSchema() {}

    /**
     * Compiles a schema.
     *
     * @param schema the schema, JSON of JDK types
     * @return the compiled schema; later changes of the map do not reach it
     * @throws InvalidSchemaException if the schema cannot be used; the message says where and why
     */
    public static CompiledSchema compile(Map<String, ?> schema) {
        Map<String, @Nullable Object> checked = SchemaBounds.check(schema);
        JsonNode node = JsonNodes.of(checked);
        conformsToItsDialect(node);
        Schema library;
        try {
            // A registry of its own for each schema: it keeps what it loads, and this schema may go
            library = registry(CONFIG).getSchema(node);
            library.initializeValidators();
        } catch (SchemaException e) {
            throw (InvalidSchemaException) new InvalidSchemaException("", "cannot be compiled: " + e.getMessage())
                    .initCause(e);
        }
        return new LibrarySchema(library, checked, QuickCheck.of(checked));
    }

    private static SchemaRegistry registry(SchemaRegistryConfig config) {
        // Block what is not part of the library itself, such as the dialects' own schemas
        SchemaLoader inside = SchemaLoader.builder()
                .block(iri -> !iri.toString().startsWith("https://json-schema.org/draft/")
                        && !iri.toString().startsWith("http://json-schema.org/draft-07/"))
                .fetchRemoteResources(false).build();
        return SchemaRegistry.withDialects(DIALECTS, registry -> registry.schemaRegistryConfig(config)
                .schemaLoader(inside).nodeReader(DefaultNodeReader.Builder::build));
    }

    private static void conformsToItsDialect(JsonNode node) {
        JsonNode named = node.get("$schema");
        String dialect = named == null ? Dialects.getDraft202012().getId() : named.asString();
        List<Error> errors = META.getSchema(SchemaLocation.of(dialect)).validate(node);
        if (!errors.isEmpty()) {
            Error first = errors.getFirst();
            throw new InvalidSchemaException(JsonPath.of(first.getInstanceLocation()), first.getMessage());
        }
    }
}
