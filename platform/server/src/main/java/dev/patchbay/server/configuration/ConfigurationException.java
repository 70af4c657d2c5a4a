package dev.patchbay.server.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** Says everything that is wrong in the configuration, at once. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized; the list is an immutable one of records
    private final List<Problem> problems;

    /**
     * Creates the exception.
     *
     * @param problems what is wrong, at least one
     */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n",
                problems.size() == 1
                        ? "The configuration has a problem:\n"
                        : "The configuration has " + problems.size() + " problems:\n",
                "")));
        this.problems = List.copyOf(problems);
    }

    /**
     * Returns what is wrong.
     *
     * @return the problems in the order they were found
     */
    public List<Problem> problems() {
        return problems;
    }
}
