package dev.patchbay.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public type that exists for generated code and the host only. It keeps the glue of compiled plugins working
 * within a major version, and nothing more: a plugin that names it in its own source is on its own, and the compiler
 * refuses it in a plugin's declarations.
 */
@Stable
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Internal {}
