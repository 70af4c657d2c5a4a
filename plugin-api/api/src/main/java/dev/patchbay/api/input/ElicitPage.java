package dev.patchbay.api.input;

import dev.patchbay.api.Stable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the fields of an {@link ElicitUrlRequest}, one by one, in the order in which the user sees them. A field with a
 * default is optional, one without is required. Not safe for use by several threads.
 */
@Stable
public final class ElicitPage {
    private final ElicitForm fields;

    ElicitPage(String message) {
        this.fields = new ElicitForm(message);
    }

    /**
     * Adds a required secret: what is typed is not shown, kept in memory only, and given to the tool alone.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @return this page
     */
    public ElicitPage secret(String name, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("description", description);
        schema.put("minLength", 1L);
        schema.put("writeOnly", true);
        fields.field(name, schema, true);
        return this;
    }

    /**
     * Adds a required text field.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @return this page
     */
    public ElicitPage string(String name, String description) {
        fields.string(name, description);
        return this;
    }

    /**
     * Adds a text field.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @param defaultValue what the field holds at first
     * @return this page
     */
    public ElicitPage string(String name, String description, String defaultValue) {
        fields.string(name, description, defaultValue);
        return this;
    }

    /**
     * Adds a required field for a whole number.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @return this page
     */
    public ElicitPage integer(String name, String description) {
        fields.integer(name, description);
        return this;
    }

    /**
     * Adds a field for a whole number.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @param defaultValue what the field holds at first
     * @return this page
     */
    public ElicitPage integer(String name, String description, long defaultValue) {
        fields.integer(name, description, defaultValue);
        return this;
    }

    /**
     * Adds a required field for a number.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @return this page
     */
    public ElicitPage number(String name, String description) {
        fields.number(name, description);
        return this;
    }

    /**
     * Adds a field for a number.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @param defaultValue what the field holds at first
     * @return this page
     */
    public ElicitPage number(String name, String description, double defaultValue) {
        fields.number(name, description, defaultValue);
        return this;
    }

    /**
     * Adds a check box.
     *
     * @param name name in the answer
     * @param description what the user reads beside the box
     * @param defaultValue what the box holds at first
     * @return this page
     */
    public ElicitPage bool(String name, String description, boolean defaultValue) {
        fields.bool(name, description, defaultValue);
        return this;
    }

    /**
     * Adds a required choice of one.
     *
     * @param name name in the answer
     * @param description what the user reads beside the choice
     * @param values what can be chosen, at least one
     * @return this page
     */
    public ElicitPage choice(String name, String description, List<String> values) {
        fields.choice(name, description, values);
        return this;
    }

    /**
     * Adds a choice of one.
     *
     * @param name name in the answer
     * @param description what the user reads beside the choice
     * @param values what can be chosen, at least one
     * @param defaultValue what is chosen at first, one of the values
     * @return this page
     */
    public ElicitPage choice(String name, String description, List<String> values, String defaultValue) {
        fields.choice(name, description, values, defaultValue);
        return this;
    }

    /**
     * Adds a required text field of a format.
     *
     * @param name name in the answer
     * @param description what the user reads beside the field
     * @param format {@code email}, {@code uri}, {@code date} or {@code date-time}
     * @return this page
     */
    public ElicitPage formatted(String name, String description, String format) {
        fields.formatted(name, description, format);
        return this;
    }

    /**
     * Adds a field with a schema of its own, for what the other methods cannot say (titled or multiple choices, bounds).
     *
     * @param name name in the answer
     * @param schema the field's JSON Schema, within what MCP allows in forms, and {@code writeOnly} for a secret
     * @param isRequired whether the user must fill it in
     * @return this page
     */
    public ElicitPage field(String name, Map<String, Object> schema, boolean isRequired) {
        fields.field(name, schema, isRequired);
        return this;
    }

    /**
     * Returns the question.
     *
     * @return the request with the fields added so far, maybe none
     */
    public ElicitUrlRequest build() {
        ElicitRequest form = fields.build();
        return new ElicitUrlRequest(form.message(), form.requestedSchema());
    }
}
