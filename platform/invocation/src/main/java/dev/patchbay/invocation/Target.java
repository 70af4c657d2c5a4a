package dev.patchbay.invocation;

import dev.patchbay.api.tool.ToolTraits;
import java.util.Optional;

/**
 * What is called.
 *
 * @param kind the kind of entry
 * @param name its name or URI as the caller sees it
 * @param original its name or URI in the catalog, which differs from the caller's where a toolset renames a tool
 * @param instance the instance it belongs to
 * @param traits what its plugin says about it; tools have traits
 */
public record Target(Kind kind, String name, String original, String instance, Optional<ToolTraits> traits) {
    /** The kinds of entry. */
    public enum Kind {
        /** A tool. */
        TOOL,
        /** A prompt. */
        PROMPT,
        /** A resource. */
        RESOURCE,
        /** A completion of a prompt's argument. */
        PROMPT_COMPLETION,
        /** A completion of a template's variable. */
        TEMPLATE_COMPLETION
    }

    /**
     * Creates a target that is no tool.
     *
     * @param kind the kind of entry
     * @param name its name or URI
     * @param instance the instance it belongs to
     */
    public Target(Kind kind, String name, String instance) {
        this(kind, name, name, instance, Optional.empty());
    }
}
