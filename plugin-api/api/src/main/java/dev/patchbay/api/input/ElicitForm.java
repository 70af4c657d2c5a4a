package dev.patchbay.api.input;

import dev.patchbay.api.Stable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds the form of an {@link ElicitRequest}, field by field, in the order in which the user sees them. A field with a
 * default is optional, one without is required. Not safe for use by several threads.
 */
@Stable
public final class ElicitForm {
    private final String message;
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<Object> required = new ArrayList<>();

    ElicitForm(String message) {
        this.message = message;
    }

    /**
     * Adds a required text field.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @return this form
     */
    public ElicitForm string(String name, String description) {
        return field(name, description, "string", null);
    }

    /**
     * Adds a text field.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @param defaultValue what the field holds at first
     * @return this form
     */
    public ElicitForm string(String name, String description, String defaultValue) {
        return field(name, description, "string", defaultValue);
    }

    /**
     * Adds a required field for a whole number.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @return this form
     */
    public ElicitForm integer(String name, String description) {
        return field(name, description, "integer", null);
    }

    /**
     * Adds a field for a whole number.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @param defaultValue what the field holds at first
     * @return this form
     */
    public ElicitForm integer(String name, String description, long defaultValue) {
        return field(name, description, "integer", defaultValue);
    }

    /**
     * Adds a required field for a number.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @return this form
     */
    public ElicitForm number(String name, String description) {
        return field(name, description, "number", null);
    }

    /**
     * Adds a field for a number.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @param defaultValue what the field holds at first
     * @return this form
     */
    public ElicitForm number(String name, String description, double defaultValue) {
        return field(name, description, "number", defaultValue);
    }

    /**
     * Adds a check box.
     *
     * @param name name in the answer
     * @param description what the user reads beside the box
     * @param defaultValue what the box holds at first
     * @return this form
     */
    public ElicitForm bool(String name, String description, boolean defaultValue) {
        return field(name, description, "boolean", defaultValue);
    }

    /**
     * Adds a required choice of one.
     *
     * @param name name in the answer
     * @param description what the user reads beside the choice
     * @param values what can be chosen, at least one
     * @return this form
     */
    public ElicitForm choice(String name, String description, List<String> values) {
        field(name, description, "string", null);
        property(name).put("enum", List.copyOf(values));
        return this;
    }

    /**
     * Adds a choice of one.
     *
     * @param name name in the answer
     * @param description what the user reads beside the choice
     * @param values what can be chosen, at least one
     * @param defaultValue what is chosen at first, one of the values
     * @return this form
     */
    public ElicitForm choice(String name, String description, List<String> values, String defaultValue) {
        field(name, description, "string", defaultValue);
        property(name).put("enum", List.copyOf(values));
        return this;
    }

    /**
     * Adds a required text field of a format, which the client checks.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @param format {@code email}, {@code uri}, {@code date} or {@code date-time}
     * @return this form
     */
    public ElicitForm formatted(String name, String description, String format) {
        field(name, description, "string", null);
        property(name).put("format", format);
        return this;
    }

    /**
     * Adds a field with a schema of its own, for what the other methods cannot say (titled or multiple choices, bounds).
     *
     * @param name name in the answer
     * @param schema the field's JSON Schema, within what MCP allows in forms
     * @param isRequired whether the user must fill it in
     * @return this form
     */
    public ElicitForm field(String name, Map<String, Object> schema, boolean isRequired) {
        properties.put(name, new LinkedHashMap<>(schema));
        if (isRequired) {
            required.add(name);
        }
        return this;
    }

    /**
     * Returns the question.
     *
     * @return the request with the fields added so far
     */
    public ElicitRequest build() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return new ElicitRequest(message, schema);
    }

    private ElicitForm field(String name, String description, String type, @Nullable Object defaultValue) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", type);
        property.put("description", description);
        if (defaultValue != null) {
            property.put("default", defaultValue);
        }
        return field(name, property, defaultValue == null);
    }

    @SuppressWarnings("unchecked") // every value of properties was put there by field(...)
    private Map<String, Object> property(String name) {
        return (Map<String, Object>) Objects.requireNonNull(properties.get(name));
    }
}
