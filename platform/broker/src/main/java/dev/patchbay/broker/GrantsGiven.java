package dev.patchbay.broker;

/** What is given to an instance of what its plugin requests. Asked for every use; safe for all threads, never blocks. */
@FunctionalInterface
public interface GrantsGiven {
    /** Everything that is requested, for development mode. */
    GrantsGiven AS_REQUESTED = (instance, requested) -> requested;

    /**
     * Returns what is given now.
     *
     * @param instance the name of the instance
     * @param requested what the manifest of the JAR requests that runs as this instance
     * @return what it may touch
     */
    Grants of(String instance, Grants requested);
}
