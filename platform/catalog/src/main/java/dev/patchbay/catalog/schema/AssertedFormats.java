package dev.patchbay.catalog.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The formats of the specification, safe for untrusted texts: the library's own, but in linear time or with a bound on
 * the length. A format that the specification does not know is an annotation.
 */
final class AssertedFormats {
    private static final Map<String, Format> FORMATS = formats();

    private AssertedFormats() {}

    static Dialect in(Dialect dialect) {
        return Dialect.builder(dialect).formats(map -> {
            map.clear();
            map.putAll(FORMATS);
        }).build();
    }

    private static Map<String, Format> formats() {
        Map<String, Integer> bounded = Map.of("date", 64, "date-time", 64, "time", 64, "duration", 256, "email", 320,
                "idn-email", 320, "idn-hostname", 255, "ipv6", 64);
        Map<String, Format> formats = new LinkedHashMap<>();
        for (Format format : Formats.DEFAULT) {
            Integer longest = bounded.get(format.getName());
            if (longest != null) {
                formats.put(format.getName(), new Bounded(format, longest));
            }
        }
        for (Format format : Formats.DEFAULT) {
            switch (format.getName()) {
                // java.net.URI reads these in linear time
                case "uri", "uri-reference", "iri", "iri-reference" -> formats.put(format.getName(),
                        new Bounded(format, Integer.MAX_VALUE));
                default -> {
                    // the others follow below, or are not of the specification
                }
            }
        }
        String label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
        String octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
        String pointer = "(?:/(?:[^/~]|~[01])*)*";
        linear(formats, "hostname", "^" + label + "(?:\\." + label + ")*$");
        linear(formats, "ipv4", "^(?:" + octet + "\\.){3}" + octet + "$");
        linear(formats, "uuid", "^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$");
        linear(formats, "json-pointer", "^" + pointer + "$");
        linear(formats, "relative-json-pointer", "^(?:0|[1-9][0-9]*)(?:#|" + pointer + ")$");
        linear(formats, "uri-template", "^(?:[^\\x00-\\x20\"'<>\\\\^`{|}]|\\{[+#./;?&=,!@|]?[^{}\\x00-\\x20]+\\})*$");
        formats.put("regex", new ByRule("regex", text -> {
            try {
                LinearPattern.of(text);
                return true;
            } catch (InvalidSchemaException e) {
                return false;
            }
        }));
        return formats;
    }

    private static void linear(Map<String, Format> formats, String name, String regex) {
        formats.put(name, new ByRule(name, LinearPattern.of(regex)::matches));
    }

    @FunctionalInterface
    private interface Rule {
        boolean accepts(String text);
    }

    private record ByRule(String name, Rule rule) implements Format {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean matches(ExecutionContext context, String text) {
            return rule.accepts(text);
        }
    }

    private record Bounded(Format format, int longest) implements Format {
        @Override
        public String getName() {
            return format.getName();
        }

        @Override
        public boolean matches(ExecutionContext context, SchemaContext schema, String text) {
            return text.length() <= longest && format.matches(context, schema, text);
        }
    }
}
