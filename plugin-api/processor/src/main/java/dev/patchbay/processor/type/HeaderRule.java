package dev.patchbay.processor.type;

import dev.patchbay.processor.type.ValueType.EnumOf;
import dev.patchbay.processor.type.ValueType.Scalar;
import java.util.Optional;

/**
 * What may be repeated in a header {@code Mcp-Param-<name>}. Source: MCP 2026-07-28, Streamable HTTP,
 * {@code x-mcp-header}; RFC 9110, section 5.6.2, tokens.
 */
final class HeaderRule {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private HeaderRule() {}

    static Optional<String> problem(String header, Use use) {
        if (!header.matches(TOKEN)) {
            return Optional.of("has the header '" + header
                    + "', which is no header name; use letters, digits and '-'");
        }
        boolean isPrimitive = use.type() instanceof EnumOf || (use.type() instanceof Scalar scalar
                && (scalar.kind().isText() || scalar.kind().isInteger() || scalar.kind() == ScalarKind.BOOLEAN));
        if (!isPrimitive) {
            return Optional.of("has the header '" + header
                    + "', but only texts, integers and booleans can be repeated in a header; drop the header");
        }
        if (use.nullable()) {
            return Optional.of("has the header '" + header
                    + "' and is @Nullable; use an Optional, since a header cannot say null");
        }
        if (use.type() instanceof Scalar scalar && scalar.kind() == ScalarKind.SECRET) {
            return Optional.of("has the header '" + header + "' and is a secret; drop the header");
        }
        return Optional.empty();
    }
}
