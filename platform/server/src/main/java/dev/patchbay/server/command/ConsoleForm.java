package dev.patchbay.server.command;

import dev.patchbay.client.ElicitationHandler;
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the questions of a tool to the person at the terminal, field by field. An empty line takes the default or leaves
 * an optional field out; the end of the input cancels. What is asked on a page of the server is answered there.
 */
final class ConsoleForm implements ElicitationHandler {
    private final Terminal terminal;
    private final Set<String> shown = new HashSet<>();

    ConsoleForm(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized ElicitResult elicit(ElicitRequest request) {
        return switch (request) {
            case ElicitRequest.Form form -> form(form);
            case ElicitRequest.Url page -> page(page);
        };
    }

    /** It is asked again until the page is done, and needs to be shown once. */
    private ElicitResult page(ElicitRequest.Url page) {
        if (shown.add(page.url())) {
            terminal.note("The tool asks: " + page.message() + "\nOpen this page in a browser: " + page.url());
        }
        return ElicitResult.accept(Map.of());
    }

    private ElicitResult form(ElicitRequest.Form form) {
        terminal.note("The tool asks: " + form.message());
        Object properties = form.requestedSchema().get("properties");
        Map<String, Object> fields = properties instanceof Map<?, ?> ? Json.object(properties) : Map.of();
        List<Object> required = form.requestedSchema().get("required") instanceof List<?> names
                ? Json.array(names)
                : List.of();
        Map<String, Object> content = new LinkedHashMap<>();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            Map<String, Object> schema = field.getValue() instanceof Map<?, ?> map ? Json.object(map) : Map.of();
            Optional<Optional<Object>> answer = ask(field.getKey(), schema, required.contains(field.getKey()));
            if (answer.isEmpty()) {
                return ElicitResult.cancel();
            }
            answer.get().ifPresent(value -> content.put(field.getKey(), value));
        }
        Optional<String> sent = terminal.ask("Send this answer? [Y/n]");
        if (sent.isEmpty()) {
            return ElicitResult.cancel();
        }
        return sent.get().strip().toLowerCase(Locale.ROOT).startsWith("n")
                ? ElicitResult.decline()
                : ElicitResult.accept(content);
    }

    /** The answer (empty inside: left out), or empty at the end of the input. */
    private Optional<Optional<Object>> ask(String name, Map<String, Object> schema, boolean required) {
        String prompt = prompt(name, schema, required);
        while (true) {
            Optional<String> line = terminal.ask(prompt);
            if (line.isEmpty()) {
                return Optional.empty();
            }
            String text = line.get().strip();
            if (text.isEmpty()) {
                Object preset = schema.get("default");
                if (preset != null || !required) {
                    return Optional.of(Optional.ofNullable(preset));
                }
                terminal.note("An answer is needed here; Ctrl-D breaks off.");
                continue;
            }
            try {
                return Optional.of(Optional.of(value(text, schema)));
            } catch (IllegalArgumentException e) {
                terminal.note("'" + text + "' does not fit: " + e.getMessage());
            }
        }
    }

    private static String prompt(String name, Map<String, Object> schema, boolean required) {
        StringBuilder prompt = new StringBuilder(text(schema.get("title")).orElse(name));
        text(schema.get("description")).ifPresent(text -> prompt.append(", ").append(text));
        List<String> choices = choices(schema);
        if (!choices.isEmpty()) {
            prompt.append(" (").append(String.join(" | ", choices)).append(')');
        } else if (!"string".equals(schema.get("type"))) {
            text(schema.get("type")).ifPresent(type -> prompt.append(" (").append(type).append(')'));
        }
        Object preset = schema.get("default");
        if (preset != null) {
            prompt.append(" [").append(preset).append(']');
        } else if (!required) {
            prompt.append(" [optional]");
        }
        return prompt.append(':').toString();
    }

    private static Object value(String text, Map<String, Object> schema) {
        List<String> choices = choices(schema);
        Object type = schema.get("type");
        if ("array".equals(type)) {
            List<Object> values = new ArrayList<>();
            Arrays.stream(text.split(",")).map(String::strip).forEach(each -> values.add(choice(each, choices)));
            return values;
        }
        if (!choices.isEmpty()) {
            return choice(text, choices);
        }
        return switch (type) {
            case String word when word.equals("boolean") -> switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "y" -> true;
                case "false", "no", "n" -> false;
                default -> throw new IllegalArgumentException("write yes or no");
            };
            case String word when word.equals("integer") -> number(text, "a whole number").longValueExact();
            case String word when word.equals("number") -> number(text, "a number");
            case null, default -> text;
        };
    }

    private static BigDecimal number(String text, String what) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (what.equals("a number") || number.stripTrailingZeros().scale() <= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("write " + what, e);
        }
        throw new IllegalArgumentException("write " + what);
    }

    private static String choice(String text, List<String> choices) {
        if (choices.isEmpty() || choices.contains(text)) {
            return text;
        }
        throw new IllegalArgumentException("write " + choices.stream().collect(Collectors.joining(" or ")));
    }

    private static List<String> choices(Map<String, Object> schema) {
        Map<String, Object> one = schema.get("items") instanceof Map<?, ?> items ? Json.object(items) : schema;
        if (one.get("enum") instanceof List<?> values) {
            return values.stream().map(String::valueOf).toList();
        }
        Object titled = one.get("oneOf") == null ? one.get("anyOf") : one.get("oneOf");
        return titled instanceof List<?> values
                ? values.stream().filter(Map.class::isInstance).map(Json::object)
                        .map(value -> String.valueOf(value.get("const"))).toList()
                : List.of();
    }

    private static Optional<String> text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
