package dev.patchbay.host;

import dev.patchbay.broker.Grants;

/**
 * What an instance may touch, and where that comes from.
 *
 * @param requested what the manifest asks for
 * @param given what is given: requested and approved, less what was taken, and what was added
 * @param withheld what was asked for and is not given
 * @param added what is given though nobody asked
 */
public record InstanceGrants(Grants requested, Grants given, Grants withheld, Grants added) {
    /** Nothing. */
    public static final InstanceGrants NONE = asRequested(Grants.NONE);

    /**
     * Gives all that is asked for.
     *
     * @param requested what the manifest asks for
     * @return the grants
     */
    public static InstanceGrants asRequested(Grants requested) {
        return new InstanceGrants(requested, requested, Grants.NONE, Grants.NONE);
    }

    /**
     * Puts together what was decided.
     *
     * @param requested what the manifest asks for
     * @param approved what of it was approved with the JAR
     * @param taken what was taken from the instance since
     * @param more what was given to the instance since
     * @return the grants
     */
    public static InstanceGrants of(Grants requested, Grants approved, Grants taken, Grants more) {
        Grants given = requested.intersection(approved).without(taken).union(more);
        return new InstanceGrants(requested, given, requested.without(given), given.without(requested));
    }
}
