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
 * @param preset what a toolset sets about it; then name, definition, hash and input schema are those of the view
 */
public record ToolEntry(String name, ToolDefinition definition, String definitionHash, CompiledSchema input,
        Optional<CompiledSchema> output, ToolHandler handler, InstanceRuntime runtime, Optional<Preset> preset) {
    /**
     * Creates a tool as its plugin defines it.
     *
     * @param name the name with its namespace
     * @param definition the plugin's definition
     * @param definitionHash SHA-256 of the canonical definition
     * @param input the compiled input schema
     * @param output the compiled output schema, if declared
     * @param handler the code behind it
     * @param runtime where it runs
     */
    public ToolEntry(String name, ToolDefinition definition, String definitionHash, CompiledSchema input,
            Optional<CompiledSchema> output, ToolHandler handler, InstanceRuntime runtime) {
        this(name, definition, definitionHash, input, output, handler, runtime, Optional.empty());
    }

    /**
     * Returns the tool as its plugin defines it.
     *
     * @return this one unless a toolset overrides it
     */
    public ToolEntry original() {
        return preset.map(Preset::original).orElse(this);
    }
}
