package dev.patchbay.access.rule;

import dev.patchbay.api.tool.ToolTraits;
import java.util.Optional;

/**
 * What a rule is asked about: an entry of the catalog.
 *
 * @param kind what it is
 * @param name its name in the catalog; the URI or URI template of a resource or template
 * @param instance the instance it belongs to
 * @param traits what its plugin says about it; tools have traits
 */
public record RuleSubject(Kind kind, String name, String instance, Optional<ToolTraits> traits) {
    /** The kinds of entry, and their word in a rule. */
    public enum Kind {
        /** A tool. */
        TOOL("tool"),
        /** A prompt. */
        PROMPT("prompt"),
        /** A resource. */
        RESOURCE("resource"),
        /** A resource template. */
        TEMPLATE("template");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /**
         * Returns the value of {@code entry.kind}.
         *
         * @return the word
         */
        public String word() {
            return word;
        }
    }

    String uri() {
        return kind == Kind.RESOURCE || kind == Kind.TEMPLATE ? name : "";
    }
}
