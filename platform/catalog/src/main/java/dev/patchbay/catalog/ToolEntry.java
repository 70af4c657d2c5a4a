package dev.patchbay.catalog;

import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.catalog.schema.CompiledSchema;
import java.util.Optional;

/**
 * A tool as clients see it.
 *
 * @param name the name with its namespace, unique in the catalog
 * @param definition the plugin's definition, with the plugin's own name
 * @param definitionHash SHA-256 of the canonical definition, in hexadecimal
 * @param input the compiled input schema
 * @param output the compiled output schema, if declared
 * @param handler the code behind it; only the pipeline calls it, on a thread of the runtime
 * @param runtime where it runs
 */
public record ToolEntry(String name, ToolDefinition definition, String definitionHash, CompiledSchema input,
        Optional<CompiledSchema> output, ToolHandler handler, InstanceRuntime runtime) {}
