package dev.patchbay.server.command;

import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonReader;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The arguments of a tool as somebody types them: {@code key=value}, {@code key:=json}, or one JSON object. */
final class ToolArguments {
    private static final JsonReader JSON = JsonReader.withDefaults();

    private ToolArguments() {}

    /**
     * Reads arguments.
     *
     * @param typed what stands after the name of the tool; {@code -} stands for a JSON object from the standard input
     * @param object a JSON object, or null
     * @param inputSchema the schema of the tool, which tells whether {@code 5} is a number or a text
     */
    static Map<String, Object> read(List<String> typed, @Nullable String object, BufferedReader in,
            Map<String, Object> inputSchema) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (object != null) {
            arguments.putAll(object(object, "--args"));
        }
        for (String argument : typed) {
            int equals = argument.indexOf('=');
            if (argument.equals("-")) {
                arguments.putAll(object(in.lines().collect(Collectors.joining("\n")), "the standard input"));
            } else if (equals < 1) {
                throw new CommandException(ExitCode.USAGE, "'" + argument
                        + "' is no argument of a tool; write key=value, key:=json, --args '{…}' or - for JSON from the"
                        + " standard input.");
            } else if (argument.charAt(equals - 1) == ':') {
                arguments.put(argument.substring(0, equals - 1), json(argument.substring(equals + 1), argument));
            } else {
                String key = argument.substring(0, equals);
                arguments.put(key, value(argument.substring(equals + 1), property(inputSchema, key)));
            }
        }
        return arguments;
    }

    private static Map<String, Object> object(String text, String source) {
        Object value = json(text, source);
        if (value instanceof Map<?, ?>) {
            return Json.object(value);
        }
        throw new CommandException(ExitCode.USAGE,
                source + " must be a JSON object such as {\"name\": \"Ada\"}, but is " + Json.typeName(value) + ".");
    }

    private static Object json(String text, String source) {
        try {
            Object value = JSON.read(text.getBytes(StandardCharsets.UTF_8));
            if (value != null) {
                return value;
            }
        } catch (JsonException e) {
            throw new CommandException(ExitCode.USAGE, source + " is not JSON: " + e.getMessage());
        }
        throw new CommandException(ExitCode.USAGE, source + " is null; leave an absent argument out.");
    }

    /** A text where the schema allows one; else the JSON that stands there, if it is any. */
    private static Object value(String text, Map<String, Object> schema) {
        Object type = schema.get("type");
        boolean isText = "string".equals(type) || (type instanceof List<?> types && types.contains("string"));
        if (!isText) {
            try {
                Object value = JSON.read(text.getBytes(StandardCharsets.UTF_8));
                if (value != null) {
                    return value;
                }
            } catch (JsonException e) {
                return text; // the server says best what it wants instead
            }
        }
        return text;
    }

    private static Map<String, Object> property(Map<String, Object> schema, String key) {
        Object properties = schema.get("properties");
        Object property = properties instanceof Map<?, ?> map ? map.get(key) : null;
        return property instanceof Map<?, ?> ? Json.object(property) : Map.of();
    }
}
