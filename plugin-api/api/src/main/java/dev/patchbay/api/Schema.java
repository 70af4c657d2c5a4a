package dev.patchbay.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds JSON Schema keywords to a parameter, a record component or an enum constant. Every element is named like its
 * keyword; an element left at its default adds nothing.
 *
 * {@snippet :
 * @Tool(description = "Lists users")
 * public Page list(
 *         @Description("How many at most") @Schema(defaultValue = "50", minimum = "1", maximum = "100") int limit)
 * }
 *
 * <p>A value that does not fit the type (a {@code minLength} on a number, a default outside the bounds) is a compile
 * error at the parameter. Source: JSON Schema 2020-12, validation vocabulary.
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Schema {
    /**
     * Returns the name in JSON, where it is not the Java name, such as {@code created_after}. On an enum constant, its
     * JSON text.
     *
     * @return the name, or the empty string for the Java name
     */
    String name() default "";

    /**
     * Returns a title for people.
     *
     * @return the title, or the empty string for none
     */
    String title() default "";

    /**
     * Returns the value that stands in for an absent one, as JSON text: {@code "50"}, {@code "true"},
     * {@code "\"main\""}; for strings, enums and other values written as a JSON string the quotes may be left out. What
     * has a default is not required.
     *
     * @return JSON text, or the empty string for no default
     */
    String defaultValue() default "";

    /**
     * Returns the least number allowed, in decimal.
     *
     * @return decimal text, or the empty string for no bound
     */
    String minimum() default "";

    /**
     * Returns the greatest number allowed, in decimal.
     *
     * @return decimal text, or the empty string for no bound
     */
    String maximum() default "";

    /**
     * Returns the number that values must exceed, in decimal.
     *
     * @return decimal text, or the empty string for no bound
     */
    String exclusiveMinimum() default "";

    /**
     * Returns the number that values must stay below, in decimal.
     *
     * @return decimal text, or the empty string for no bound
     */
    String exclusiveMaximum() default "";

    /**
     * Returns the least length of a string in characters.
     *
     * @return the length, or -1 for no bound
     */
    int minLength() default -1;

    /**
     * Returns the greatest length of a string in characters.
     *
     * @return the length, or -1 for no bound
     */
    int maxLength() default -1;

    /**
     * Returns the least number of items of a list or set.
     *
     * @return the number, or -1 for no bound
     */
    int minItems() default -1;

    /**
     * Returns the greatest number of items of a list or set.
     *
     * @return the number, or -1 for no bound
     */
    int maxItems() default -1;

    /**
     * Returns the regular expression that strings must contain a match of. The host evaluates it in linear time, so
     * look-around and back references are compile errors.
     *
     * @return the expression, or the empty string for none
     */
    String pattern() default "";

    /**
     * Returns the format of strings, such as {@code email}; the host checks it.
     *
     * @return the format, or the empty string for the one that follows from the Java type
     */
    String format() default "";

    /**
     * Returns examples, each as JSON text like {@link #defaultValue()}.
     *
     * @return the examples, none by default
     */
    String[] examples() default {};

    /**
     * Returns the name under which clients of revision 2026-07-28 repeat the argument in a header
     * {@code Mcp-Param-<name>}, so that proxies can route by it. Only for strings, integers and booleans of a tool, and
     * never for a secret. Source: 2026-07-28, Streamable HTTP, {@code x-mcp-header}.
     *
     * @return the name, or the empty string for none
     */
    String header() default "";
}
