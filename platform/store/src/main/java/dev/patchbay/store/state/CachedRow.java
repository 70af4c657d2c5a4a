package dev.patchbay.store.state;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * A result of a plugin that may be given again. What it holds is sealed.
 *
 * @param id names it, SHA-256 in hexadecimal
 * @param owner whose it is, as a hash
 * @param instance the instance that gave it
 * @param name the tool or resource
 * @param isResource whether it is the read of a resource
 * @param run names the run of the server that kept it
 * @param builtAt a count of that run
 * @param isOfRun whether it is of use in that run only
 * @param freshUntil when it is old, in milliseconds
 * @param staleUntil when it is over, in milliseconds
 * @param sealed what it holds
 * @param sources what it was built from
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, and compared below
public record CachedRow(String id, String owner, String instance, String name, boolean isResource, String run,
        long builtAt, boolean isOfRun, long freshUntil, long staleUntil, byte[] sealed, Set<String> sources) {
    private static final int MAX_SEALED = 749_000;
    private static final int MAX_NAME = 2_000;

    /** Copies the sources. */
    public CachedRow {
        sources = Set.copyOf(sources);
    }

    /** Returns whether it is small enough for a row. */
    public boolean fits() {
        return sealed.length <= MAX_SEALED && name.length() <= MAX_NAME && name.indexOf('\0') < 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CachedRow row && id.equals(row.id) && owner.equals(row.owner)
                && instance.equals(row.instance) && name.equals(row.name) && isResource == row.isResource
                && run.equals(row.run) && builtAt == row.builtAt && isOfRun == row.isOfRun
                && freshUntil == row.freshUntil && staleUntil == row.staleUntil && Arrays.equals(sealed, row.sealed)
                && sources.equals(row.sources);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, run, builtAt);
    }

    @Override
    public String toString() {
        return "result of " + name + " of " + instance;
    }
}
