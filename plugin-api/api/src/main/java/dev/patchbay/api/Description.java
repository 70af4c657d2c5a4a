package dev.patchbay.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says in a sentence what a parameter or a record component is, for the model that fills it in. Every parameter of a
 * tool or prompt and every component of a configuration needs one; it becomes {@code description} in the JSON Schema.
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Description {
    /**
     * Returns the sentence.
     *
     * @return plain text, not blank
     */
    String value();
}
