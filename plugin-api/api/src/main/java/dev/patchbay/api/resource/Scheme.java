package dev.patchbay.api.resource;

import dev.patchbay.api.Stable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the URI scheme that a {@link ResourceConnector} marked {@link dev.patchbay.api.Contributes} serves.
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Scheme {
    /**
     * Returns the scheme.
     *
     * @return the scheme without {@code ://}, lower case, such as {@code notes}
     */
    String value();
}
