package dev.patchbay.store.enablement;

import dev.patchbay.store.StoredText;

/**
 * Lets a client, or all clients of a role, see and call something. What nothing enables, nobody sees.
 *
 * @param subjectKind whether a client or a role is meant
 * @param subject the client's id or the role's name; it must exist
 * @param targetKind what is enabled
 * @param target the name of an existing toolset; or the name, URI or URI template of an entry, or a prefix that ends in
 *        {@code *}, of entries that need not exist yet
 */
public record Enablement(Subject subjectKind, String subject, Target targetKind, String target) {
    /** For whom something is enabled. */
    public enum Subject {
        /** One client. */
        CLIENT,
        /** All clients of a role. */
        ROLE
    }

    /** What is enabled. */
    public enum Target {
        /** All entries of a toolset, as it shows them. */
        TOOLSET,
        /** Tools, by name. */
        TOOL,
        /** Prompts, by name. */
        PROMPT,
        /** Resources, by URI. */
        RESOURCE,
        /** Resource templates, by URI template. */
        TEMPLATE
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a name cannot be kept; the message says which
     */
    public Enablement {
        StoredText.name(subjectKind == Subject.CLIENT ? "client" : "role", subject);
        if (targetKind == Target.TOOLSET) {
            StoredText.name("toolset", target);
        } else {
            StoredText.pattern("what is enabled", target);
        }
    }
}
