package dev.patchbay.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public type that may still change in a minor version, because its second user is missing. A preview ends: by
 * the version named here the type is stable or gone.
 */
@Stable
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Preview {
    /**
     * Returns the API version by which the preview ends.
     *
     * @return a version such as {@code 1.2}
     */
    String until();
}
