package dev.patchbay.catalog;

import dev.patchbay.api.tool.ToolDefinition;
import java.util.Optional;

/**
 * A rule that a tool's definition must keep before it comes into the catalog, such as the protocol's rules for
 * {@code x-mcp-header}. Given to the plugin host by whoever wires it.
 */
@FunctionalInterface
public interface DefinitionRule {
    /**
     * Checks a definition.
     *
     * @param definition the definition
     * @return what is wrong and what to do, or empty if it keeps the rule
     */
    Optional<String> problem(ToolDefinition definition);
}
