package dev.patchbay.api.prompt;

import dev.patchbay.api.Stable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method of a class marked {@link dev.patchbay.api.Contributes} a prompt. Its parameters, each described,
 * are the arguments: types that are written as a string, {@link java.util.Optional} for one that may be absent;
 * {@link dev.patchbay.api.call.Call} may be one more. It returns a {@link String} (one message of the user), a
 * {@link PromptMessage}, a list of them, or a {@link GetPromptResult}.
 *
 * <p>Source: MCP 2026-07-28, server features, prompts.
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Prompt {
    /**
     * Returns the name within the plugin, 1 to 64 characters of {@code A-Z a-z 0-9 _ . -}.
     *
     * @return the name, or the empty string for the method's name in snake_case
     */
    String name() default "";

    /**
     * Returns a title for people.
     *
     * @return the title, or the empty string for none
     */
    String title() default "";

    /**
     * Returns what the prompt is for.
     *
     * @return plain text, not blank
     */
    String description();
}
