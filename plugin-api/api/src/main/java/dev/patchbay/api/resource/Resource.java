package dev.patchbay.api.resource;

import dev.patchbay.api.Stable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method of a class marked {@link dev.patchbay.api.Contributes} a resource of a fixed URI. It takes no
 * parameter but, where needed, the {@link dev.patchbay.api.call.Call}, and returns a {@link String}, byte[],
 * {@link ReadResourceResult}, or anything a tool may return as structured content.
 *
 * {@snippet :
 * @Resource(uri = "docs://api", name = "API Documentation", description = "How to use it", mimeType = "text/markdown")
 * public String api() { ... }
 * }
 *
 * <p>Source: MCP 2026-07-28, server features, resources.
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Resource {
    /**
     * Returns the URI.
     *
     * @return an absolute URI such as {@code docs://api}
     */
    String uri();

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
