package dev.patchbay.processor.type;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a method or a component of a record, as a member of a JSON object.
 *
 * @param javaName its name in Java
 * @param jsonName its name in JSON
 * @param use its type; that of the value if it is an Optional
 * @param presence whether it may be absent
 * @param defaultJson what stands in for an absent one, if it is defaulted
 * @param title a title, or the empty string
 * @param description what it is, or the empty string
 * @param keywords constraints by keyword
 * @param examples examples, maybe none
 * @param header the header that repeats it, or the empty string
 */
public record Member(String javaName, String jsonName, Use use, Presence presence, @Nullable Object defaultJson,
        String title, String description, Map<String, Object> keywords, List<@Nullable Object> examples,
        String header) {
    /** Whether a member may be absent. */
    public enum Presence {
        /** It must be there. */
        REQUIRED,
        /** It may be absent: an Optional. */
        OPTIONAL,
        /** A default stands in for it. */
        DEFAULTED
    }
}
