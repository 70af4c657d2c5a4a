package dev.patchbay.invocation.cache;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of the database that keeps results. Every method blocks until the database answered, and is never called on
 * an I/O thread or a thread of a plugin. Errors are unchecked; the cache goes on without the table then.
 *
 * <p>Threads: safe for all.
 */
public interface KeptResults {
    /**
     * A result as it is kept.
     *
     * @param key names it
     * @param owner whose it is, as in {@link CacheKey}
     * @param instance the instance that gave it
     * @param name the tool or resource
     * @param isResource whether it is the read of a resource
     * @param value the result, JSON of JDK types
     * @param bytes about how large it is
     * @param life until when it is given
     * @param run names the run of the server that kept it
     * @param builtAt the count of changes in that run when it began to be built
     * @param isOfRun whether it is worth nothing in another run, in which changes may have been missed
     * @param dependencies what it was built from
     */
    record Kept(String key, String owner, String instance, String name, boolean isResource,
            Map<String, @Nullable Object> value, long bytes, CachedValue.Life life, String run, long builtAt,
            boolean isOfRun,
            Set<String> dependencies) {}

    /**
     * What the table holds.
     *
     * @param rows how many results
     * @param bytes about how many bytes
     */
    record Size(long rows, long bytes) {}

    /**
     * A resource and one of the things it was built from.
     *
     * @param uri the resource
     * @param dependency what it was built from
     */
    record Link(String uri, String dependency) {}

    /**
     * Finds a result.
     *
     * @param key names it
     * @param owner whose it has to be
     * @return the result, maybe one whose time is over
     */
    Optional<Kept> find(String key, String owner);

    /**
     * Keeps results, each in place of the one of its key.
     *
     * @param results the results; one that is too large for a row is left out
     */
    void keep(List<Kept> results);

    /**
     * Removes what was built from something.
     *
     * @param dependencies what has changed
     */
    void removeBuiltFrom(Collection<String> dependencies);

    /**
     * Removes results.
     *
     * @param instance of one instance only
     * @param name of one tool or resource only
     * @return how many
     */
    int remove(Optional<String> instance, Optional<String> name);

    /**
     * Removes what is too old, and the oldest of what is too much.
     *
     * @param now the time in milliseconds
     * @param rows how many may stay
     * @param bytes how many bytes may stay
     */
    void purge(long now, int rows, long bytes);

    /**
     * Returns what the kept reads were built from.
     *
     * @param max how many links at most
     * @return the links
     */
    List<Link> links(int max);

    /**
     * Counts.
     *
     * @return what the table holds
     */
    Size size();
}
