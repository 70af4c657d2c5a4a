package dev.patchbay.connector;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.PluginContext;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Which annotated tools are not offered: those that write, unless writing is on and nothing is read-only; and those that
 * the credential cannot use, as soon as that is known.
 *
 * {@snippet :
 * withholding = new Withholding(context, Withholding.writes(configuration.readOnly(), configuration.writes(), WRITES));
 * // of the Contributor
 * return withholding.contributions();
 * // when an answer shows what the credential may do; returns at once
 * withholding.credentialLacks(Set.of("create_issue"));
 * }
 *
 * <p>Threads: any. What the credential lacks is published on a thread of its own, which ends with {@link #close}.
 */
public final class Withholding implements AutoCloseable {
    private final PluginContext context;
    private final Set<String> always;
    private final Contributions others;
    private final Object lock = new Object();
    private Set<String> lacking = Set.of();
    private @Nullable ExecutorService publisher;
    private boolean closed;

    /**
     * Starts with what the configuration forbids.
     *
     * @param context the context of the instance
     * @param always what is never offered, such as {@link #writes}
     */
    public Withholding(PluginContext context, Set<String> always) {
        this(context, always, Contributions.none());
    }

    /**
     * Starts with what the configuration forbids, beside contributions of the run time, which are published with it.
     *
     * @param context the context of the instance
     * @param always what is never offered
     * @param others what else the instance contributes
     */
    public Withholding(PluginContext context, Set<String> always, Contributions others) {
        this.context = context;
        this.always = Set.copyOf(always);
        this.others = others;
    }

    /**
     * Says which of the tools that write are withheld: all of them unless writing was turned on, and all of them if
     * everything is read-only, whatever else is set.
     *
     * @param readOnly whether everything is read-only
     * @param writes whether writing was turned on
     * @param tools the names of the tools that write
     * @return the names to withhold
     */
    public static Set<String> writes(boolean readOnly, boolean writes, Set<String> tools) {
        return readOnly || !writes ? Set.copyOf(tools) : Set.of();
    }

    /**
     * Says which tools the credential cannot use as far as that is known before the start. Nothing is published.
     *
     * @param tools their names
     * @return this
     */
    public Withholding lackingAtFirst(Set<String> tools) {
        synchronized (lock) {
            lacking = Set.copyOf(tools);
        }
        return this;
    }

    /**
     * Returns what to contribute at the start.
     *
     * @return the contributions that withhold what is to be withheld now
     */
    public Contributions contributions() {
        Set<String> names;
        synchronized (lock) {
            names = new TreeSet<>(always);
            names.addAll(lacking);
        }
        Contributions.Builder builder = Contributions.builder().addAll(others);
        names.forEach(builder::withhold);
        return builder.build();
    }

    /**
     * Says which tools the credential cannot use. Returns at once; what changed is published in the background.
     *
     * @param tools all of them
     */
    public void credentialLacks(Set<String> tools) {
        synchronized (lock) {
            if (closed || lacking.equals(tools)) {
                return;
            }
            lacking = Set.copyOf(new LinkedHashSet<>(tools));
            if (publisher == null) {
                publisher = Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("connector-publisher").daemon().factory());
            }
            try {
                Objects.requireNonNull(publisher).execute(() -> context.publish(contributions()));
            } catch (RejectedExecutionException e) {
                return; // it is being closed
            }
        }
    }

    /** Publishes nothing more. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (publisher != null) {
                publisher.shutdownNow();
            }
        }
    }
}
