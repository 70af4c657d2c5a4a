package dev.patchbay.api;

import dev.patchbay.api.config.Secret;
import dev.patchbay.api.grant.FileAccess;
import dev.patchbay.api.grant.HttpAccess;
import dev.patchbay.api.grant.NotAvailableException;
import dev.patchbay.api.grant.NotGrantedException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What the host gives an instance at its start. Implemented by the host; taken as a constructor parameter of a class
 * marked {@link Contributes}.
 *
 * <p>Threads: every method may be called by any thread, at any time between the constructor and the close; after the
 * close they do nothing.
 *
 * <p>{@link #http}, {@link #files}, {@link #secret}, {@link #datasource} and {@link #environment} reach what the instance
 * was granted: its manifest requests it ({@code Patchbay-Grants}), an administrator gives it, at any time more or less.
 * What is not given throws a {@link NotGrantedException} that names the missing grant. By default these methods refuse,
 * so that a fake in a test needs only those that its tools use.
 *
 * <p>For log lines of the plugin use {@link System#getLogger(String)}: the host routes them to its own log, marked with
 * the instance. Lines meant for the calling client go through {@link dev.patchbay.api.call.Call#log()}.
 */
@Stable
public interface PluginContext {
    /**
     * Returns the name of the instance, such as {@code github-internal}; by default the plugin's id.
     *
     * @return the name
     */
    String instance();

    /**
     * Replaces all that this instance contributes beyond its annotated methods. The change is atomic: clients see either
     * the earlier or the new contributions, calls in flight end on the earlier ones, and clients with an open stream are
     * told. The host may hold new or changed definitions back until an administrator approves them.
     *
     * @param contributions the contributions that hold from now on
     * @throws IllegalArgumentException if a name is illegal or appears twice, also against the annotated methods, or if
     *             what is withheld is not of an annotated method; nothing changes then
     */
    void publish(Contributions contributions);

    /**
     * Tells the host that a resource has changed. Clients that subscribed to it are told, and cached reads are dropped.
     *
     * @param uri the URI as the plugin writes it, such as {@code notes://42}
     */
    void resourceUpdated(String uri);

    /**
     * Tells the host that the list of resources of this instance has changed. The host asks the connectors for their
     * lists anew, at most once a second, and tells the clients.
     */
    void resourceListChanged();

    /**
     * Tells the host that something has changed. Cached results that were built from it, whatever the plugin, are not
     * given again, and clients are told that subscribed to a resource whose read was built from it; on to what was built
     * from that resource, and so on. Call it after the change.
     *
     * <p>The name is as in {@link dev.patchbay.api.call.Call#builtFrom}: the URI of a resource of this plugin (the same as
     * {@link #resourceUpdated}), {@code datasource:<name>/<table>}, {@code datasource:<name>} for all its tables, or a tag
     * of this plugin's own. What a tool changes whatever its arguments is declared at the tool instead. By default it does
     * nothing, for fakes in tests.
     *
     * @param dependency the name
     */
    default void changed(String dependency) {}

    /**
     * Returns the way to servers.
     *
     * @return HTTP to the granted hosts
     */
    default HttpAccess http() {
        throw new UnsupportedOperationException("This context has no HTTP");
    }

    /**
     * Returns the way to files.
     *
     * @return the files in the granted folders
     */
    default FileAccess files() {
        throw new UnsupportedOperationException("This context has no files");
    }

    /**
     * Returns a secret. Ask for it whenever it is needed and keep it no longer: an administrator may change it.
     *
     * @param name its name, such as {@code github.token}
     * @return its value now
     * @throws NotGrantedException if it is not granted
     * @throws NotAvailableException if it has no value yet
     */
    default Secret secret(String name) {
        throw new UnsupportedOperationException("This context has no secrets");
    }

    /**
     * Returns a database that an administrator configured. Its connections come from a pool of the host and go back to it
     * when they are closed; every one begins with autocommit and the defaults of the database, whatever was set before.
     * They show neither the address of the database nor the user, and cannot be unwrapped. Granted with {@code (ro)} they
     * only read. A connection is opened for a call and closed in it.
     *
     * @param name its name, such as {@code orders}
     * @return the database
     * @throws NotGrantedException if it is not granted; also later, when a connection is taken
     * @throws NotAvailableException if it is not configured
     */
    default DataSource datasource(String name) {
        throw new UnsupportedOperationException("This context has no databases");
    }

    /**
     * Returns the same database as {@link #datasource}, for reading only, whatever is granted: as with {@code (ro)}.
     *
     * @param name its name, such as {@code orders}
     * @return the database
     * @throws NotGrantedException if it is not granted; also later, when a connection is taken
     * @throws NotAvailableException if it is not configured
     */
    default DataSource readOnlyDatasource(String name) {
        throw new UnsupportedOperationException("This context has no databases");
    }

    /**
     * Returns whether connections of {@link #datasource} may write now: granted with {@code (rw)}, and configured so.
     *
     * @param name the name of a database, such as {@code orders}
     * @return whether they may; false too for one that is not granted or not configured
     */
    default boolean mayWrite(String name) {
        return false;
    }

    /**
     * Returns a variable of the environment, as it was when the host started.
     *
     * @param name its name, such as {@code LANG}
     * @return its value, if it is set
     * @throws NotGrantedException if it is not granted
     */
    default Optional<String> environment(String name) {
        throw new UnsupportedOperationException("This context has no environment");
    }
}
