package dev.patchbay.protocol.codec;

import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.rpc.RequestId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object while it is decoded. Every complaint names the member by its path. A member that is null
 * counts as absent, because clients write both.
 */
final class Members {
    private final Map<String, Object> json;
    private final String path;

    Members(String path, Map<String, Object> json) {
        this.path = path;
        this.json = json;
    }

    static Members params(Map<String, Object> params) {
        return new Members("params", params);
    }

    static Members result(Map<String, Object> result) {
        return new Members("result", result);
    }

    Map<String, Object> json() {
        return json;
    }

    @Nullable
    Object value(String name) {
        return json.get(name);
    }

    boolean has(String name) {
        return json.get(name) != null;
    }

    Object required(String name) {
        Object value = json.get(name);
        if (value == null) {
            throw new InvalidParamsException(path + "." + name + " is missing");
        }
        return value;
    }

    String string(String name) {
        if (required(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a string");
    }

    @Nullable
    String optionalString(String name) {
        Object value = json.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(name, "a string");
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(optionalBoolean(name));
    }

    @Nullable
    Boolean optionalBoolean(String name) {
        Object value = json.get(name);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw wrong(name, "a boolean");
    }

    long integer(String name) {
        required(name);
        Long value = optionalInteger(name);
        if (value == null) {
            throw wrong(name, "an integer");
        }
        return value;
    }

    @Nullable
    Long optionalInteger(String name) {
        Object value = json.get(name);
        if (value == null || value instanceof Long) {
            return (Long) value;
        }
        if (value instanceof BigDecimal number && number.stripTrailingZeros().scale() <= 0) {
            try {
                return number.longValueExact();
            } catch (ArithmeticException e) {
                throw wrong(name, "an integer of 64 bits");
            }
        }
        throw wrong(name, "an integer of 64 bits");
    }

    double number(String name) {
        if (required(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(name, "a number");
    }

    @Nullable
    Double optionalNumber(String name) {
        return has(name) ? (Double) number(name) : null;
    }

    Map<String, Object> object(String name) {
        Object value = required(name);
        if (value instanceof Map<?, ?>) {
            return Json.object(value);
        }
        throw wrong(name, "an object");
    }

    /** The object, or an empty one if absent. */
    Map<String, Object> objectOrEmpty(String name) {
        return has(name) ? object(name) : Map.of();
    }

    Members members(String name) {
        return new Members(path + "." + name, object(name));
    }

    @Nullable
    Members optionalMembers(String name) {
        return has(name) ? members(name) : null;
    }

    List<Object> array(String name) {
        Object value = required(name);
        if (value instanceof List<?>) {
            return Json.array(value);
        }
        throw wrong(name, "an array");
    }

    List<Object> arrayOrEmpty(String name) {
        return has(name) ? array(name) : List.of();
    }

    /** An array of objects. */
    <T> List<T> list(String name, Function<Members, T> decode) {
        List<Object> array = array(name);
        List<T> list = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            list.add(decode.apply(element(name, i, array.get(i))));
        }
        return list;
    }

    <T> List<T> listOrEmpty(String name, Function<Members, T> decode) {
        return has(name) ? list(name, decode) : List.of();
    }

    List<String> stringsOrEmpty(String name) {
        List<String> strings = new ArrayList<>();
        for (Object element : arrayOrEmpty(name)) {
            if (!(element instanceof String text)) {
                throw wrong(name, "an array of strings");
            }
            strings.add(text);
        }
        return strings;
    }

    /** An object whose values are strings. */
    Map<String, String> stringMapOrEmpty(String name) {
        Map<String, Object> object = objectOrEmpty(name);
        if (object.isEmpty()) {
            return Map.of();
        }
        Map<String, String> strings = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            if (!(value instanceof String text)) {
                throw wrong(name + "." + key, "a string", value);
            }
            strings.put(key, text);
        });
        return strings;
    }

    /** An object whose values are objects. */
    Map<String, Map<String, Object>> objectMapOrEmpty(String name) {
        Map<String, Object> object = objectOrEmpty(name);
        if (object.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            if (!(value instanceof Map<?, ?>)) {
                throw wrong(name + "." + key, "an object", value);
            }
            objects.put(key, Json.object(value));
        });
        return objects;
    }

    Members element(String name, int index, @Nullable Object element) {
        String place = name + "[" + index + "]";
        if (!(element instanceof Map<?, ?>)) {
            throw wrong(place, "an object", element);
        }
        return new Members(path + "." + place, Json.object(element));
    }

    /** A string or an integer, as request ids and progress tokens are. */
    Object idValue(String name) {
        Object value = required(name);
        if (RequestId.isIdValue(value)) {
            return value;
        }
        throw wrong(name, "a string or an integer");
    }

    /** Says that a member has another form than the one wanted. */
    InvalidParamsException wrong(String name, String wanted) {
        return wrong(name, wanted, json.get(name));
    }

    private InvalidParamsException wrong(String place, String wanted, @Nullable Object value) {
        return new InvalidParamsException(
                path + "." + place + " must be " + wanted + ", was " + Json.typeName(value));
    }

    /** Says that a member has the right type, but none of the values it can have. */
    InvalidParamsException unknown(String name, String wanted) {
        return new InvalidParamsException(path + "." + name + " must be " + wanted);
    }
}
