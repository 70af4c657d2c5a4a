package dev.patchbay.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class whose annotated methods the plugin contributes. The smallest plugin is one such class:
 *
 * {@snippet :
 * @Contributes
 * public final class Hello {
 *     @Tool(description = "Greets somebody by name")
 *     public String hello(@Description("Whom to greet") String name) {
 *         return "Hello, " + name + "!";
 *     }
 * }
 * }
 *
 * <p>The class is public, concrete and not generic, and has one public constructor, which takes, in any order, at most
 * one of each: a configuration (a record; the same type in every class of the plugin) and a {@link PluginContext}. The
 * host creates one object of it for each instance, on one of the instance's threads.
 *
 * <p>What else the class may be: {@link Contributor} to contribute what is known only at run time,
 * {@link dev.patchbay.api.resource.ResourceConnector} with {@link dev.patchbay.api.resource.Scheme} for a whole URI
 * scheme, {@link HealthCheck} to be asked before it serves, {@link AutoCloseable} to be closed at the stop.
 *
 * <p>Threads: methods are called by several threads at once, never by a virtual thread.
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Contributes {}
