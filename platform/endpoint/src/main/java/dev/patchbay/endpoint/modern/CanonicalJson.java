package dev.patchbay.endpoint.modern;

import dev.patchbay.protocol.json.JsonWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One text for JSON values that are equal whatever the order of their members or the form of their numbers. */
final class CanonicalJson {
    private CanonicalJson() {}

    static String text(Map<String, ?> object) {
        return new String(JsonWriter.compact(canonical(object)), StandardCharsets.UTF_8);
    }

    private static @Nullable Object canonical(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object -> {
                Map<String, @Nullable Object> sorted = new TreeMap<>();
                object.forEach((key, member) -> sorted.put(String.valueOf(key), canonical(member)));
                yield sorted;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(element -> copy.add(canonical(element)));
                yield copy;
            }
            case BigDecimal number -> {
                BigDecimal stripped = number.stripTrailingZeros();
                yield stripped.scale() <= 0 && stripped.scale() > -20 ? stripped.toBigInteger() : stripped;
            }
            case null, default -> value;
        };
    }
}
