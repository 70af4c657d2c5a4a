package dev.patchbay.server.command;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a command finds where it runs.
 *
 * @param home the folder of the installation
 * @param environment the variables of the environment
 * @param terminal where it prints
 * @param version of the product
 */
record Surroundings(Path home, Map<String, String> environment, Terminal terminal, String version) {
    /** Copies the map. */
    Surroundings {
        environment = Map.copyOf(environment);
    }
}
