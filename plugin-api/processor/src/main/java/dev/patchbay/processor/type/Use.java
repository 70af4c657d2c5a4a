package dev.patchbay.processor.type;

/**
 * A type where it is used.
 *
 * @param type the type
 * @param nullable whether null is one of its values here
 */
public record Use(ValueType type, boolean nullable) {
    String key() {
        return type.javaType() + (nullable ? "?" : "");
    }
}
