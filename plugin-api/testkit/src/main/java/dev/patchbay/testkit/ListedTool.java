package dev.patchbay.testkit;

import java.util.Map;
import java.util.Optional;

/**
 * A tool as clients see it in the list.
 *
 * @param name its name, with the namespace in front
 * @param title its title for people
 * @param description what it does
 * @param inputSchema the schema of its arguments
 * @param outputSchema the schema of its structured content
 */
public record ListedTool(String name, Optional<String> title, String description, Map<String, Object> inputSchema,
        Optional<Map<String, Object>> outputSchema) {}
