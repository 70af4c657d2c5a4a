package dev.patchbay.vault;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A master key in a variable of the environment, as a container gets it.
 *
 * @param name of the variable
 * @param environment the variables of this process
 */
public record KeyVariable(String name, Map<String, String> environment) implements MasterKeySource {
    /** Copies the map. */
    public KeyVariable {
        environment = Map.copyOf(environment);
    }

    @Override
    public void check() {
        if (environment.getOrDefault(name, "").isBlank()) {
            throw new MasterKeyException("There is no master key: " + where() + " is not set. Set it to the key of this"
                    + " vault; a new one is made with: openssl rand -base64 32");
        }
    }

    @Override
    public boolean isToBeMade() {
        return false;
    }

    MasterKey read() {
        check();
        return MasterKey.parse(environment.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8), where());
    }

    @Override
    public String where() {
        return "the variable " + name;
    }

    /** Leaves the environment out. */
    @Override
    public String toString() {
        return where();
    }
}
