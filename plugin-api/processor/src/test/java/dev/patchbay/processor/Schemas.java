package dev.patchbay.processor;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.patchbay.api.spi.JsonText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An independent judge of the generated JSON Schemas, with formats asserted. */
final class Schemas {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(Dialects.getDraft202012(),
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).losslessNarrowing(true).build()));
    private static final Schema META = REGISTRY.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    private Schemas() {}

    /** Returns what the meta-schema of 2020-12 says against a schema. */
    static List<String> flaws(Map<String, ? extends @Nullable Object> schema) {
        return META.validate(JsonMapper.shared().readTree(JsonText.of(schema))).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage()).toList();
    }

    /** Returns what a schema says against a value. */
    static List<String> problems(Map<String, Object> schema, @Nullable Object json) {
        return REGISTRY.getSchema(JsonMapper.shared().readTree(JsonText.of(schema)))
                .validate(JsonMapper.shared().readTree(JsonText.of(json))).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage()).toList();
    }
}
