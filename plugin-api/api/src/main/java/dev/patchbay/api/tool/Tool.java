package dev.patchbay.api.tool;

import dev.patchbay.api.Stable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method of a class marked {@link dev.patchbay.api.Contributes} a tool. Its parameters are the arguments
 * (each with a {@link dev.patchbay.api.Description}) and, where needed, the {@link dev.patchbay.api.call.Call}.
 *
 * <p>Argument types: {@link String}, boolean, int, long, double and their wrappers, {@link java.math.BigInteger},
 * {@link java.math.BigDecimal}, enums, the java.time types, {@link java.net.URI}, {@link java.util.UUID}, byte[],
 * {@link java.util.Optional}, {@link java.util.List}, {@link java.util.Set}, {@link java.util.Map} with string keys,
 * records of all these, generic records too, and sealed interfaces of records. An {@code Optional} or a parameter with a
 * default may be absent, all others are required; null is allowed only for a {@code @Nullable} one.
 *
 * <p>Result types: {@link CallToolResult}, {@link String}, a {@link dev.patchbay.api.content.ContentBlock} or a list of
 * them, void, or any argument type. A record, map, list or number becomes structured content with an output schema, and
 * its JSON text as well.
 *
 * <p>The method fails by {@link ToolException}. Any other exception is logged under an id, and the client sees only the
 * id.
 *
 * <p>Source: MCP 2026-07-28, server features, tools.
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Tool {
    /**
     * Returns the name within the plugin, 1 to 64 characters of {@code A-Z a-z 0-9 _ . -}. The host puts the namespace
     * of the instance in front.
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
     * Returns what the tool does, for the model: what it is good for, what it returns, what it needs.
     *
     * @return plain text, not blank
     */
    String description();

    /**
     * Returns whether the tool changes nothing.
     *
     * @return {@code readOnlyHint}
     */
    boolean readOnly() default false;

    /**
     * Returns whether the tool may destroy something. Says nothing for a read-only tool.
     *
     * @return {@code destructiveHint}
     */
    boolean destructive() default true;

    /**
     * Returns whether calling it again with the same arguments changes nothing more.
     *
     * @return {@code idempotentHint}
     */
    boolean idempotent() default false;

    /**
     * Returns whether the tool reaches beyond this host, into an open world.
     *
     * @return {@code openWorldHint}
     */
    boolean openWorld() default true;

    /**
     * Returns whether a call costs much, so that stricter limits hold.
     *
     * @return whether the tool is heavy
     */
    boolean heavy() default false;

    /**
     * Returns for how many seconds a result may be given again for the same arguments. Only for tools that are read-only
     * and idempotent.
     *
     * @return seconds from 1, or 0 for never
     */
    int cacheSeconds() default 0;

    /**
     * Returns whether cached results are shared by all clients. Only true if the result does not depend on the caller.
     *
     * @return whether clients share
     */
    boolean cacheShared() default false;

    /**
     * Returns for how many seconds after {@link #cacheSeconds()} an old result may still be given: at once, while a new
     * one is made in the background, and where that fails. A result that was built from something that changed since is
     * never given.
     *
     * @return seconds from 1, or 0 for never
     */
    int staleSeconds() default 0;

    /**
     * Returns what a call changes, so that cached results built from it are not given again and clients that subscribed
     * are told: each as in {@link dev.patchbay.api.PluginContext#changed}. What depends on the arguments is told through
     * that method instead.
     *
     * @return the names; not for a read-only tool
     */
    String[] changes() default {};

    /**
     * Returns the time limit of one call in seconds.
     *
     * @return seconds from 1 to 3600, or 0 for the host's default (30 s unless configured)
     */
    int deadlineSeconds() default 0;

    /**
     * Returns whether a call may become a task, which {@link dev.patchbay.api.call.Call#asTask()} decides, or the host
     * when a call takes long.
     *
     * @return the support; a tool that never takes longer than some seconds needs none
     */
    TaskSupport taskSupport() default TaskSupport.NONE;
}
