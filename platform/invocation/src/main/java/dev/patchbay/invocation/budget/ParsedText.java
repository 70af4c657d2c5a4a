package dev.patchbay.invocation.budget;

import dev.patchbay.catalog.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Texts that are JSON: many tools give their data so. */
final class ParsedText {
    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private ParsedText() {}

    /** Returns the object or array that a text is, empty if it is none. */
    static Optional<Object> of(String text) {
        String bare = text.strip();
        if (!bare.startsWith("{") && !bare.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(MAPPER.readValue(bare, Object.class))
                    .filter(value -> value instanceof Map || value instanceof List);
        } catch (JacksonException e) { // a text that only begins like one
            return Optional.empty();
        }
    }

    /** Whether a text says the same as a value. */
    static boolean isMirror(String text, @Nullable Object value) {
        try {
            return of(text).filter(parsed -> CanonicalJson.text(parsed).equals(CanonicalJson.text(value))).isPresent();
        } catch (IllegalArgumentException e) { // numbers of too many digits
            return false;
        }
    }
}
