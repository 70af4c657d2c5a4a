package dev.patchbay.server.configuration;

import java.util.List;
import java.util.Locale;

/**
 * One thing that can be set. Immutable.
 *
 * @param <T> the Java type of the value
 * @param name the name in the file and for {@code --set}: dash-case, with a dot after the section, such as
 *            {@code mcp.max-body}
 * @param type how it is read and what it may be
 * @param defaultText its value where nothing is set, as one would write it
 * @param description what it does, one or two sentences
 * @param isSecret whether its value is never shown
 * @param since the version of the product that brought it
 * @param otherVariables variables of the environment that set it beside its own
 */
public record Setting<T>(String name, SettingType<T> type, String defaultText, String description, boolean isSecret,
        String since, List<String> otherVariables) {
    /** Copies the list. */
    public Setting {
        otherVariables = List.copyOf(otherVariables);
    }

    /**
     * Returns the variable of the environment that sets it.
     *
     * @return such as {@code PATCHBAY_MCP_MAX_BODY}
     */
    public String variable() {
        return "PATCHBAY_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    T read(String text) throws BadValueException {
        return type.parse(text);
    }

    T defaultValue() {
        try {
            return read(defaultText);
        } catch (BadValueException e) {
            throw new IllegalStateException("the default of " + name, e);
        }
    }
}
