package dev.patchbay.api.tool;

import dev.patchbay.api.Stable;
import java.time.Duration;
import java.util.Set;

/**
 * What the host and the client may assume about a tool. Immutable; start from {@link #defaults()} and change what
 * differs.
 *
 * <pre>{@code ToolTraits.defaults().readOnly(true).idempotent(true).cacheFor(Duration.ofMinutes(5)) }</pre>
 *
 * <p>Source: MCP 2026-07-28, {@code ToolAnnotations}, for the first four; the others are ours.
 */
@Stable
public final class ToolTraits {
    private static final ToolTraits DEFAULTS = new ToolTraits(false, true, false, true, false, Duration.ZERO, false,
            Duration.ZERO, TaskSupport.NONE, Duration.ZERO, Set.of());

    private final boolean readOnly;
    private final boolean destructive;
    private final boolean idempotent;
    private final boolean openWorld;
    private final boolean heavy;
    private final Duration cacheFor;
    private final boolean cacheShared;
    private final Duration deadline;
    private final TaskSupport taskSupport;
    private final Duration staleFor;
    private final Set<String> changes;

    private ToolTraits(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld, boolean heavy,
            Duration cacheFor, boolean cacheShared, Duration deadline, TaskSupport taskSupport,
            Duration staleFor, Set<String> changes) {
        this.readOnly = readOnly;
        this.destructive = destructive;
        this.idempotent = idempotent;
        this.openWorld = openWorld;
        this.heavy = heavy;
        this.cacheFor = cacheFor;
        this.cacheShared = cacheShared;
        this.deadline = deadline;
        this.taskSupport = taskSupport;
        this.staleFor = staleFor;
        this.changes = changes;
    }

    /**
     * Returns the traits of a tool of which nothing is known: it writes, may destroy, is not idempotent, reaches into
     * an open world, is light, is not cached and has the host's deadline.
     *
     * @return the defaults
     */
    public static ToolTraits defaults() {
        return DEFAULTS;
    }

    /**
     * Returns whether the tool changes nothing.
     *
     * @return {@code readOnlyHint}
     */
    public boolean readOnly() {
        return readOnly;
    }

    /**
     * Returns whether the tool may destroy something.
     *
     * @return {@code destructiveHint}
     */
    public boolean destructive() {
        return destructive;
    }

    /**
     * Returns whether calling it again with the same arguments changes nothing more.
     *
     * @return {@code idempotentHint}
     */
    public boolean idempotent() {
        return idempotent;
    }

    /**
     * Returns whether the tool reaches beyond this host.
     *
     * @return {@code openWorldHint}
     */
    public boolean openWorld() {
        return openWorld;
    }

    /**
     * Returns whether a call costs much.
     *
     * @return whether the tool is heavy
     */
    public boolean heavy() {
        return heavy;
    }

    /**
     * Returns for how long a result may be given again.
     *
     * @return the time, zero for never
     */
    public Duration cacheFor() {
        return cacheFor;
    }

    /**
     * Returns whether cached results are shared by all clients.
     *
     * @return whether clients share
     */
    public boolean cacheShared() {
        return cacheShared;
    }

    /**
     * Returns the time limit of one call.
     *
     * @return the limit, zero for the host's default
     */
    public Duration deadline() {
        return deadline;
    }

    /**
     * Returns whether a call may become a task.
     *
     * @return the support
     */
    public TaskSupport taskSupport() {
        return taskSupport;
    }

    /**
     * Returns for how long after {@link #cacheFor()} an old result may still be given, while a new one is made or where
     * the plugin fails.
     *
     * @return the time, zero for never
     */
    public Duration staleFor() {
        return staleFor;
    }

    /**
     * Returns what a call changes.
     *
     * @return names as in {@link dev.patchbay.api.PluginContext#changed}; unmodifiable
     */
    public Set<String> changes() {
        return changes;
    }

    /**
     * Returns these traits with another {@link #readOnly()}.
     *
     * @param value the new value
     * @return the changed traits
     */
    public ToolTraits readOnly(boolean value) {
        return new ToolTraits(value, destructive, idempotent, openWorld, heavy, cacheFor, cacheShared, deadline,
                taskSupport, staleFor, changes);
    }

    /**
     * Returns these traits with another {@link #destructive()}.
     *
     * @param value the new value
     * @return the changed traits
     */
    public ToolTraits destructive(boolean value) {
        return new ToolTraits(readOnly, value, idempotent, openWorld, heavy, cacheFor, cacheShared, deadline,
                taskSupport, staleFor, changes);
    }

    /**
     * Returns these traits with another {@link #idempotent()}.
     *
     * @param value the new value
     * @return the changed traits
     */
    public ToolTraits idempotent(boolean value) {
        return new ToolTraits(readOnly, destructive, value, openWorld, heavy, cacheFor, cacheShared, deadline,
                taskSupport, staleFor, changes);
    }

    /**
     * Returns these traits with another {@link #openWorld()}.
     *
     * @param value the new value
     * @return the changed traits
     */
    public ToolTraits openWorld(boolean value) {
        return new ToolTraits(readOnly, destructive, idempotent, value, heavy, cacheFor, cacheShared, deadline,
                taskSupport, staleFor, changes);
    }

    /**
     * Returns these traits with another {@link #heavy()}.
     *
     * @param value the new value
     * @return the changed traits
     */
    public ToolTraits heavy(boolean value) {
        return new ToolTraits(readOnly, destructive, idempotent, openWorld, value, cacheFor, cacheShared, deadline,
                taskSupport, staleFor, changes);
    }

    /**
     * Returns these traits with results that may be given again, to the same client only.
     *
     * @param time for how long, zero for never
     * @return the changed traits
     * @throws IllegalArgumentException if the time is negative
     */
    public ToolTraits cacheFor(Duration time) {
        return new ToolTraits(readOnly, destructive, idempotent, openWorld, heavy, notNegative(time), false, deadline,
                taskSupport, staleFor, changes);
    }

    /**
     * Returns these traits with results that may be given again, to any client.
     *
     * @param time for how long, zero for never
     * @return the changed traits
     * @throws IllegalArgumentException if the time is negative
     */
    public ToolTraits cacheSharedFor(Duration time) {
        return new ToolTraits(readOnly, destructive, idempotent, openWorld, heavy, notNegative(time), true, deadline,
                taskSupport, staleFor, changes);
    }

    /**
     * Returns these traits with another {@link #deadline()}.
     *
     * @param limit the limit, zero for the host's default
     * @return the changed traits
     * @throws IllegalArgumentException if the limit is negative
     */
    public ToolTraits deadline(Duration limit) {
        return new ToolTraits(readOnly, destructive, idempotent, openWorld, heavy, cacheFor, cacheShared,
                notNegative(limit), taskSupport, staleFor, changes);
    }

    /**
     * Returns these traits with another {@link #taskSupport()}.
     *
     * @param support the new value
     * @return the changed traits
     */
    public ToolTraits taskSupport(TaskSupport support) {
        return new ToolTraits(readOnly, destructive, idempotent, openWorld, heavy, cacheFor, cacheShared, deadline,
                support, staleFor, changes);
    }

    /**
     * Returns these traits with another {@link #staleFor()}.
     *
     * @param time for how long after {@link #cacheFor()}, zero for never
     * @return the changed traits
     * @throws IllegalArgumentException if the time is negative
     */
    public ToolTraits staleFor(Duration time) {
        return new ToolTraits(readOnly, destructive, idempotent, openWorld, heavy, cacheFor, cacheShared, deadline,
                taskSupport, notNegative(time), changes);
    }

    /**
     * Returns these traits with another {@link #changes()}.
     *
     * @param names names as in {@link dev.patchbay.api.PluginContext#changed}
     * @return the changed traits
     */
    public ToolTraits changes(Set<String> names) {
        return new ToolTraits(readOnly, destructive, idempotent, openWorld, heavy, cacheFor, cacheShared, deadline,
                taskSupport, staleFor, Set.copyOf(names));
    }

    private static Duration notNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("The time is " + time + ", it must not be negative");
        }
        return time;
    }
}
