package dev.patchbay.broker;

import dev.patchbay.api.grant.NotGrantedException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * For whom something is handed out, and what is given to it now. Immutable but for the grants, which are looked up for
 * every use, until the instance ends and has none any more.
 */
public final class Scope {
    private final String instance;
    private final String plugin;
    private final Supplier<Grants> grants;
    private final CallTime time;
    private volatile boolean closed;

    /**
     * Creates a scope.
     *
     * @param instance the name of the instance
     * @param plugin the id of its plugin
     * @param grants what is given to it now; asked by any thread, must not block
     * @param time how long calls may take
     */
    public Scope(String instance, String plugin, Supplier<Grants> grants, CallTime time) {
        this.instance = instance;
        this.plugin = plugin;
        this.grants = grants;
        this.time = time;
    }

    /**
     * Returns whose scope it is.
     *
     * @return the name of the instance
     */
    public String instance() {
        return instance;
    }

    /**
     * Returns what is given now.
     *
     * @return the grants
     */
    public Grants grants() {
        return closed ? Grants.NONE : grants.get();
    }

    void close() {
        closed = true;
    }

    /**
     * Returns how long something may take now.
     *
     * @param standard how long it may take at most
     * @return that, or what the call on this thread has left
     */
    public Duration remaining(Duration standard) {
        return time.remaining().filter(left -> left.compareTo(standard) < 0).orElse(standard);
    }

    /**
     * Says that a grant is missing.
     *
     * @param grant the grant that would be needed
     * @return the exception to throw
     */
    public NotGrantedException missing(Grant grant) {
        return new NotGrantedException(grant.text(), "This needs the grant '" + grant.text()
                + "', which an administrator has not given; see patchbay plugin show " + plugin);
    }

    /**
     * Makes sure that a name is granted.
     *
     * @param kind secrets, environment or tools
     * @param name the name
     * @throws NotGrantedException if it is not
     */
    public void requireName(GrantKind kind, String name) {
        if (!grants().name(kind, name)) {
            throw missing(Grant.of(kind, name)); // an illegal name is an IllegalArgumentException
        }
    }
}
