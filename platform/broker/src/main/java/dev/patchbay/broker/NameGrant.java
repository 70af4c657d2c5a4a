package dev.patchbay.broker;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret, a variable of the environment or a tool, by its name.
 *
 * @param kind one of these three
 * @param name the name
 */
public record NameGrant(GrantKind kind, String name) implements Grant {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    static Grant read(GrantKind kind, Marked marked) {
        String name = marked.value();
        if (marked.mark() != null) {
            throw marked.wrong("there is nothing in parentheses behind a name");
        }
        if (kind == GrantKind.ENVIRONMENT && name.toUpperCase(Locale.ROOT).startsWith("PATCHBAY_")) {
            throw marked.wrong("variables that begin with PATCHBAY_ are the host's own");
        }
        Pattern legal = switch (kind) {
            case SECRETS -> SECRET;
            case ENVIRONMENT -> VARIABLE;
            case TOOLS -> TOOL;
            case HOSTS, DATASOURCES, PATHS -> throw new IllegalArgumentException(kind + " is not granted by name");
        };
        if (!legal.matcher(name).matches()) {
            throw marked.wrong(switch (kind) {
                case ENVIRONMENT -> "a variable is named with up to 128 of A-Z a-z 0-9 _, not with a digit first";
                case TOOLS -> "a tool is named as in the catalog, with up to 128 of A-Z a-z 0-9 _ . -";
                default -> "a secret is named with up to 128 of A-Z a-z 0-9 _ . -, a letter or digit first";
            });
        }
        return new NameGrant(kind, name);
    }

    @Override
    public String value() {
        return name;
    }

    @Override
    public boolean covers(Grant other) {
        return equals(other);
    }

    @Override
    public Optional<Grant> meet(Grant other) {
        return equals(other) ? Optional.of(this) : Optional.empty();
    }
}
