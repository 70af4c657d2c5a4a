package dev.patchbay.broker;

import dev.patchbay.api.config.Secret;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where secrets come from. Safe for all threads. */
@FunctionalInterface
public interface SecretSource {
    /** No secrets. */
    SecretSource NONE = name -> Optional.empty();

    /**
     * Finds a secret.
     *
     * @param name its name, such as {@code github.token}
     * @return its value now, if it has one
     */
    Optional<Secret> find(String name);

    /**
     * Returns this source, and another for what is not in this one.
     *
     * @param other the other source
     * @return both
     */
    default SecretSource or(SecretSource other) {
        return name -> find(name).or(() -> other.find(name));
    }

    /**
     * Returns the secrets that stand in the environment, for development mode.
     *
     * @param environment the variables
     * @return the values of variables such as {@code PATCHBAY_SECRET_GITHUB_TOKEN}
     */
    static SecretSource ofEnvironment(Map<String, String> environment) {
        return name -> Optional.ofNullable(environment.get(variable(name))).map(Secret::of);
    }

    /**
     * Returns the variable in which a secret stands in development mode.
     *
     * @param name the name of the secret
     * @return such as {@code PATCHBAY_SECRET_GITHUB_TOKEN}
     */
    static String variable(String name) {
        return "PATCHBAY_SECRET_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
