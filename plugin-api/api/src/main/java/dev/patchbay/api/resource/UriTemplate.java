package dev.patchbay.api.resource;

import dev.patchbay.api.Stable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A URI template: literal text with variables. {@code {name}} matches one or more characters up to the next {@code /},
 * {@code ?} or {@code #}; {@code {+path}} matches across slashes and may stand once, at the end. Values are
 * percent-decoded. Matching takes time linear in the URI and uses no regular expression.
 *
 * {@snippet :
 * UriTemplate.parse("notes://{folder}/{id}").match("notes://home/42"); // {folder=home, id=42}
 * }
 *
 * <p>Threads: immutable. Source: RFC 6570, level 1 and reserved expansion of one variable.
 */
@Stable
public final class UriTemplate {
    private final String text;
    private final List<Part> parts;

    private record Part(boolean isVariable, String text, boolean spansSlashes) {}

    private UriTemplate(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * Parses a template.
     *
     * @param template the text
     * @return the template
     * @throws IllegalArgumentException if a brace is unbalanced, a variable has no legal name or appears twice, two
     *             variables touch, or {@code {+name}} is not at the end
     */
    public static UriTemplate parse(String template) {
        List<Part> parts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int position = 0;
        while (position < template.length()) {
            int open = template.indexOf('{', position);
            String literal = template.substring(position, open < 0 ? template.length() : open);
            if (literal.indexOf('}') >= 0) {
                throw malformed(template, "a '}' has no '{'");
            }
            if (!literal.isEmpty()) {
                parts.add(new Part(false, literal, false));
            }
            if (open < 0) {
                break;
            }
            int close = template.indexOf('}', open);
            if (close < 0) {
                throw malformed(template, "a '{' has no '}'");
            }
            parts.add(variable(template, template.substring(open + 1, close), literal.isEmpty() && open > 0, names));
            position = close + 1;
        }
        for (int i = 0; i < parts.size() - 1; i++) {
            if (parts.get(i).spansSlashes()) {
                throw malformed(template, "{+" + parts.get(i).text() + "} must be at the end");
            }
        }
        return new UriTemplate(template, List.copyOf(parts));
    }

    private static Part variable(String template, String inside, boolean touches, Set<String> names) {
        boolean spans = inside.startsWith("+");
        String name = spans ? inside.substring(1) : inside;
        if (name.isEmpty() || !name.chars().allMatch(UriTemplate::isNameCharacter)) {
            throw malformed(template, "'" + inside + "' is not a variable name; use letters, digits and '_'");
        }
        if (touches) {
            throw malformed(template, "two variables touch before {" + inside + "}; put text between them");
        }
        if (!names.add(name)) {
            throw malformed(template, "the variable " + name + " appears twice");
        }
        return new Part(true, name, spans);
    }

    private static boolean isNameCharacter(int c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static IllegalArgumentException malformed(String template, String why) {
        return new IllegalArgumentException("The URI template '" + template + "' is malformed: " + why);
    }

    /**
     * Returns the names of the variables in their order.
     *
     * @return the names
     */
    public List<String> variables() {
        return parts.stream().filter(Part::isVariable).map(Part::text).toList();
    }

    /**
     * Matches a URI.
     *
     * @param uri the URI
     * @return the decoded values by variable, or empty if the URI does not match
     */
    public Optional<Map<String, String>> match(String uri) {
        Map<String, String> values = new LinkedHashMap<>();
        int position = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (!part.isVariable()) {
                if (!uri.startsWith(part.text(), position)) {
                    return Optional.empty();
                }
                position += part.text().length();
                continue;
            }
            int end = part.spansSlashes() ? uri.length() : endOfSegment(uri, position);
            if (i + 1 < parts.size()) {
                int literal = uri.indexOf(parts.get(i + 1).text(), position + 1);
                if (literal < 0 || literal > end) {
                    return Optional.empty();
                }
                end = literal;
            }
            Optional<String> value = end > position ? decode(uri.substring(position, end)) : Optional.empty();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(part.text(), value.get());
            position = end;
        }
        return position == uri.length() ? Optional.of(values) : Optional.empty();
    }

    private static int endOfSegment(String uri, int from) {
        int end = from;
        while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static Optional<String> decode(String value) {
        try {
            return Optional.of(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a broken percent escape is a URI that does not match
        }
    }

    /**
     * Returns the text of the template.
     *
     * @return the text it was parsed from
     */
    @Override
    public String toString() {
        return text;
    }
}
