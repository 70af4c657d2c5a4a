package dev.patchbay.catalog;

import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.prompt.PromptHandler;

/**
 * A prompt as clients see it.
 *
 * @param name the name with its namespace, unique in the catalog
 * @param definition the plugin's definition, with the plugin's own name
 * @param definitionHash SHA-256 of the canonical definition, in hexadecimal
 * @param handler the code behind it; only the pipeline calls it, on a thread of the runtime
 * @param runtime where it runs
 */
public record PromptEntry(String name, PromptDefinition definition, String definitionHash, PromptHandler handler,
        InstanceRuntime runtime) {}
