package dev.patchbay.api;

/**
 * The version of this API, by semantic versioning. A plugin's manifest names the range it works with in
 * {@code Plugin-Requires}; the host compares the two before it loads a class of the plugin.
 */
@Stable
public final class ApiVersion {
    /** The version, three numbers such as {@code 1.0.0}. Not a compile-time constant, so that plugins see the host's. */
    public static final String CURRENT = current();

    private ApiVersion() {}

    private static String current() {
        return "1.0.0";
    }
}
