package dev.patchbay.api.tool;

import dev.patchbay.api.ContributionName;
import dev.patchbay.api.Stable;
import dev.patchbay.api.content.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What clients see of a tool. The programmatic twin of {@link Tool}. Immutable.
 *
 * <pre>{@code {"name": "add", "description": "Adds two numbers",
 *  "inputSchema": {"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "number"}}}} }</pre>
 *
 * <p>Source: MCP 2026-07-28, {@code Tool}.
 */
@Stable
public final class ToolDefinition {
    private final String name;
    private final @Nullable String title;
    private final String description;
    private final Map<String, Object> inputSchema;
    private final @Nullable Map<String, Object> outputSchema;
    private final ToolTraits traits;
    private final Map<String, Object> meta;

    private ToolDefinition(Builder builder) {
        this.name = builder.name;
        this.title = builder.title;
        this.description = builder.description;
        this.inputSchema = builder.inputSchema;
        this.outputSchema = builder.outputSchema;
        this.traits = builder.traits;
        this.meta = builder.meta;
    }

    /**
     * Starts a definition.
     *
     * @param name name within the plugin, 1 to 64 characters of {@code A-Z a-z 0-9 _ . -}
     * @param description what the tool does, for the model; not blank
     * @return a new builder, with an input schema that takes no arguments
     * @throws IllegalArgumentException if the name is illegal or the description blank
     */
    public static Builder builder(String name, String description) {
        return new Builder(name, description);
    }

    /**
     * Returns the name within the plugin.
     *
     * @return the name, without the namespace
     */
    public String name() {
        return name;
    }

    /**
     * Returns the title for people.
     *
     * @return the title, if set
     */
    public Optional<String> title() {
        return Optional.ofNullable(title);
    }

    /**
     * Returns what the tool does.
     *
     * @return plain text
     */
    public String description() {
        return description;
    }

    /**
     * Returns the schema of the arguments.
     *
     * @return JSON Schema 2020-12 of type object
     */
    public Map<String, Object> inputSchema() {
        return inputSchema;
    }

    /**
     * Returns the schema of the structured content.
     *
     * @return JSON Schema 2020-12, if set
     */
    public Optional<Map<String, Object>> outputSchema() {
        return Optional.ofNullable(outputSchema);
    }

    /**
     * Returns the traits.
     *
     * @return the traits
     */
    public ToolTraits traits() {
        return traits;
    }

    /**
     * Returns additional data for clients.
     *
     * @return {@code _meta}, empty for none
     */
    public Map<String, Object> meta() {
        return meta;
    }

    /** Collects a definition. Not safe for use by several threads. */
    @Stable
    public static final class Builder {
        private final String name;
        private final String description;
        private @Nullable String title;
        private Map<String, Object> inputSchema = Map.of("type", "object");
        private @Nullable Map<String, Object> outputSchema;
        private ToolTraits traits = ToolTraits.defaults();
        private Map<String, Object> meta = Map.of();

        private Builder(String name, String description) {
            this.name = ContributionName.check("tool", name);
            this.description = ContributionName.checkDescription("tool " + name, description);
        }

        /**
         * Sets the title for people.
         *
         * @param text the title
         * @return this builder
         */
        public Builder title(String text) {
            this.title = text;
            return this;
        }

        /**
         * Sets the schema of the arguments.
         *
         * @param schema JSON Schema 2020-12 of type object; copied
         * @return this builder
         * @throws IllegalArgumentException if its type is not object or something in it is not JSON
         */
        public Builder inputSchema(Map<String, ? extends Object> schema) {
            if (!"object".equals(schema.get("type"))) {
                throw new IllegalArgumentException(
                        "The input schema of tool " + name + " must have \"type\": \"object\"");
            }
            this.inputSchema = JsonObject.copyOf(schema);
            return this;
        }

        /**
         * Sets the schema of the structured content; the host checks every result against it.
         *
         * @param schema JSON Schema 2020-12; copied
         * @return this builder
         * @throws IllegalArgumentException if something in it is not JSON
         */
        public Builder outputSchema(Map<String, ? extends Object> schema) {
            this.outputSchema = JsonObject.copyOf(schema);
            return this;
        }

        /**
         * Sets the traits.
         *
         * @param value the traits
         * @return this builder
         */
        public Builder traits(ToolTraits value) {
            this.traits = value;
            return this;
        }

        /**
         * Sets additional data for clients.
         *
         * @param value {@code _meta}, keys with a prefix of your own; copied
         * @return this builder
         * @throws IllegalArgumentException if something in it is not JSON
         */
        public Builder meta(Map<String, ? extends Object> value) {
            this.meta = JsonObject.copyOf(value);
            return this;
        }

        /**
         * Returns the definition.
         *
         * @return the definition
         */
        public ToolDefinition build() {
            return new ToolDefinition(this);
        }
    }
}
