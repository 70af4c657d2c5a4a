package dev.patchbay.api.resource;

import dev.patchbay.api.Stable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method of a class marked {@link dev.patchbay.api.Contributes} serve all resources whose URI matches a
 * template. Its parameters, each described, are named like the variables of the template and are of a type that is
 * written as a string; {@link dev.patchbay.api.call.Call} may be one more. Results as for {@link Resource}; for a URI that
 * matches but does not exist throw {@link ResourceNotFoundException}.
 *
 * <p>Source: MCP 2026-07-28, server features, resource templates.
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ResourceTemplate {
    /**
     * Returns the template.
     *
     * @return a template as in {@link UriTemplate}, such as {@code notes://{id}}
     */
    String uriTemplate();

    /**
     * Returns a short name.
     *
     * @return the name, not blank
     */
    String name();

    /**
     * Returns a title for people.
     *
     * @return the title, or the empty string for none
     */
    String title() default "";

    /**
     * Returns what it is, for the model.
     *
     * @return plain text, not blank
     */
    String description();

    /**
     * Returns the media type.
     *
     * @return the media type; the empty string for {@code text/plain} (String), {@code application/json} (structured result) or {@code application/octet-stream} (byte[])
     */
    String mimeType() default "";

    /**
     * Returns for how many seconds a read may be given again to the same client.
     *
     * @return seconds from 1, or 0 for never
     */
    int cacheSeconds() default 0;
}
