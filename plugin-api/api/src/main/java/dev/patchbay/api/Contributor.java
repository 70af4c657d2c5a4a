package dev.patchbay.api;

/**
 * Implemented by a class marked {@link Contributes} to contribute what is known only at run time, such as one tool for
 * each table of a database. Everything that annotations can say, {@link Contributions} can say too.
 *
 * @see PluginContext#publish(Contributions) changing the contributions later
 */
@Stable
@FunctionalInterface
public interface Contributor {
    /**
     * Returns what to contribute at the start, beyond the annotated methods. Called once, after the constructor, on a
     * thread of the instance.
     *
     * @return the contributions
     */
    Contributions contributions();
}
