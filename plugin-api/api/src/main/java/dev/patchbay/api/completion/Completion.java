package dev.patchbay.api.completion;

import dev.patchbay.api.Stable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method of a class marked {@link dev.patchbay.api.Contributes} complete an argument of one of the
 * plugin's prompts or a variable of one of its resource templates (exactly one of the two is named). It takes the text
 * typed so far as a {@link String}, then, where needed, a {@code Map<String, String>} of the arguments known already and
 * the {@link dev.patchbay.api.call.Call}, and returns a list of strings or a {@link CompleteResult}.
 *
 * <p>Source: MCP 2026-07-28, server utilities, completion.
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Completion {
    /**
     * Returns the prompt whose argument is completed.
     *
     * @return the name within the plugin, or the empty string
     */
    String prompt() default "";

    /**
     * Returns the resource template whose variable is completed.
     *
     * @return the template as it is declared, or the empty string
     */
    String template() default "";

    /**
     * Returns the argument or variable.
     *
     * @return its name
     */
    String argument();
}
