package dev.patchbay.processor.type;

import dev.patchbay.api.Schema;
import dev.patchbay.processor.type.ValueType.ListOf;
import dev.patchbay.processor.type.ValueType.Scalar;
import dev.patchbay.processor.type.ValueType.SetOf;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The constraints in a {@link Schema} annotation as keywords of JSON Schema, and what is wrong with them. */
final class Keywords {
    private static final Set<String> FORMATS = new java.util.TreeSet<>(List.of("date-time", "date", "time", "duration",
            "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "iri",
            "iri-reference", "uuid", "uri-template", "json-pointer", "relative-json-pointer", "regex"));
    private static final Set<String> URI_FORMATS = Set.of("uri", "uri-reference");
    private static final BigDecimal SAFE_INTEGER = new BigDecimal("9007199254740991");

    private final Map<String, Object> found = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final ValueType type;

    Keywords(Schema schema, ValueType type) {
        this.type = type;
        bound("minimum", schema.minimum());
        bound("maximum", schema.maximum());
        bound("exclusiveMinimum", schema.exclusiveMinimum());
        bound("exclusiveMaximum", schema.exclusiveMaximum());
        if (!schema.header().isEmpty() && isInteger()) {
            keepSafe();
        }
        size("minLength", schema.minLength(), isFreeText(), "texts");
        size("maxLength", schema.maxLength(), isFreeText(), "texts");
        size("minItems", schema.minItems(), isList(), "lists and sets");
        size("maxItems", schema.maxItems(), isList(), "lists and sets");
        pattern(schema.pattern());
        format(schema.format());
        order("minimum", "maximum", false);
        order("exclusiveMinimum", "exclusiveMaximum", true);
        order("minLength", "maxLength", false);
        order("minItems", "maxItems", false);
    }

    Map<String, Object> found() {
        return found;
    }

    List<String> problems() {
        return problems;
    }

    private void bound(String keyword, String text) {
        if (text.isEmpty()) {
            return;
        }
        if (!(type instanceof Scalar scalar) || !scalar.kind().isNumber()) {
            misfit(keyword, "numbers");
            return;
        }
        BigDecimal bound;
        try {
            bound = new BigDecimal(text);
        } catch (NumberFormatException e) {
            problems.add(
                    "has " + keyword + " '" + text + "', which is no decimal number; write it like \"10\" or \"0.5\"");
            return;
        }
        if (scalar.kind().isInteger()) {
            if (bound.stripTrailingZeros().scale() > 0) {
                problems.add("has " + keyword + " " + text + ", but is an integer; use a whole number");
                return;
            }
            Optional<String> misfit = JsonCheck.problem(bound, new Use(type, false), Map.of());
            if (misfit.isPresent()) {
                problems.add("has " + keyword + " " + text + ", which the type cannot hold: " + misfit.get());
                return;
            }
            found.put(keyword, JsonCheck.integer(bound));
        } else {
            found.put(keyword, bound);
        }
    }

    private void keepSafe() {
        for (String keyword : List.of("minimum", "maximum")) {
            BigDecimal limit = keyword.equals("minimum") ? SAFE_INTEGER.negate() : SAFE_INTEGER;
            Object bound = found.get(keyword);
            if (bound instanceof Number number && new BigDecimal(number.toString()).abs().compareTo(SAFE_INTEGER) > 0) {
                problems.add("has a header and " + keyword + " " + number
                        + "; integers in headers stay within 9007199254740991 on both sides of 0");
            } else if (bound == null && !isInt()) {
                found.put(keyword, JsonCheck.integer(limit));
            }
        }
    }

    private void size(String keyword, int size, boolean fits, String what) {
        if (size == -1) {
            return;
        }
        if (!fits) {
            misfit(keyword, what);
        } else if (size < 0) {
            problems.add("has " + keyword + " " + size + ", which is negative; use 0 or more");
        } else {
            found.put(keyword, (long) size);
        }
    }

    private void pattern(String pattern) {
        if (pattern.isEmpty()) {
            return;
        }
        if (!isFreeText()) {
            misfit("pattern", "texts");
            return;
        }
        LinearPattern.problem(pattern).ifPresentOrElse(
                problem -> problems.add("has the pattern '" + pattern + "', which " + problem
                        + "; the host evaluates patterns in linear time and knows only those of RE2"),
                () -> found.put("pattern", pattern));
    }

    private void format(String format) {
        if (format.isEmpty()) {
            return;
        }
        boolean isUri = type instanceof Scalar scalar && scalar.kind() == ScalarKind.URI;
        if (isUri && !URI_FORMATS.contains(format)) {
            problems.add("has the format '" + format + "', but is a URI; use uri or uri-reference");
        } else if (!isUri && !(type instanceof Scalar scalar && scalar.kind() == ScalarKind.STRING)) {
            misfit("format", "String and URI");
        } else if (!FORMATS.contains(format)) {
            problems.add("has the format '" + format + "', which nobody checks; use one of "
                    + String.join(", ", FORMATS) + ", or a pattern");
        } else {
            found.put("format", format);
        }
    }

    private void order(String least, String greatest, boolean strict) {
        if (found.get(least) instanceof Number low && found.get(greatest) instanceof Number high) {
            int order = new BigDecimal(low.toString()).compareTo(new BigDecimal(high.toString()));
            if (order > 0 || (strict && order == 0)) {
                problems.add("has " + least + " " + low + " and " + greatest + " " + high
                        + ", which leave no value; swap or change them");
            }
        }
    }

    private void misfit(String keyword, String what) {
        problems.add(
                "has " + keyword + ", which is for " + what + ", but its type is " + type.javaType() + "; drop it");
    }

    private boolean isFreeText() {
        return type instanceof Scalar scalar && scalar.kind().isFreeText();
    }

    private boolean isInteger() {
        return type instanceof Scalar scalar && scalar.kind().isInteger();
    }

    private boolean isInt() {
        return type instanceof Scalar scalar && (scalar.kind() == ScalarKind.INT || scalar.kind() == ScalarKind.YEAR);
    }

    private boolean isList() {
        return type instanceof ListOf || type instanceof SetOf;
    }
}
