package dev.patchbay.server.running;

import java.util.List;
import java.util.Optional;

/**
 * What a running server tells about itself in {@code data/status.json}, for the commands that run beside it.
 *
 * @param pid its process
 * @param version of the product
 * @param mode {@code dev} or {@code serve}
 * @param url where MCP is served
 * @param admin where the administration interface is, such as {@code http://127.0.0.1:8081}, if there is one
 * @param startedAt when it started, ISO 8601
 * @param plugins the plugins
 */
public record ServerStatus(long pid, String version, String mode, String url, Optional<String> admin,
        String startedAt, PluginStatus plugins) {
    /**
     * What is known about the plugins, from a running server or from looking at the folder.
     *
     * @param jars the JARs of the folder
     * @param instances the instances; none where no server runs
     * @param leaks class loaders that a server could not get rid of
     */
    public record PluginStatus(List<Jar> jars, List<Instance> instances, List<Leak> leaks) {
        /** Copies the lists. */
        public PluginStatus {
            jars = List.copyOf(jars);
            instances = List.copyOf(instances);
            leaks = List.copyOf(leaks);
        }
    }

    /**
     * A JAR in the folder.
     *
     * @param file its file name
     * @param state its state in lower case; {@code unserved} where no server runs
     * @param cause why, where there is something to say
     * @param id the plugin's id, if it could be read
     * @param version the plugin's version, if it could be read
     * @param hash SHA-256 of the file, if it was accepted
     * @param description what it is for
     * @param grants what it asks to touch
     * @param warnings what an administrator should know
     */
    public record Jar(String file, String state, Optional<String> cause, Optional<String> id, Optional<String> version,
            Optional<String> hash, Optional<String> description, List<String> grants, List<String> warnings) {
        /** Copies the lists. */
        public Jar {
            grants = List.copyOf(grants);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * An instance.
     *
     * @param name its name
     * @param plugin the plugin's id
     * @param version the version that serves, if one does
     * @param state its state in lower case
     * @param cause why, where there is something to say
     * @param tools the names of its tools
     * @param prompts the names of its prompts
     * @param schemes its URI schemes
     * @param lostCalls calls that did not end when they had to, with where they are
     * @param warnings what an administrator should know
     */
    public record Instance(String name, String plugin, Optional<String> version, String state, Optional<String> cause,
            List<String> tools, List<String> prompts, List<String> schemes, List<String> lostCalls,
            List<String> warnings) {
        /** Copies the lists. */
        public Instance {
            tools = List.copyOf(tools);
            prompts = List.copyOf(prompts);
            schemes = List.copyOf(schemes);
            lostCalls = List.copyOf(lostCalls);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * A class loader of a stopped plugin that is still in memory.
     *
     * @param instance the instance
     * @param version the version of the plugin
     * @param closedAt when it was closed, ISO 8601
     * @param threads the threads that hold it
     */
    public record Leak(String instance, String version, String closedAt, List<String> threads) {
        /** Copies the list. */
        public Leak {
            threads = List.copyOf(threads);
        }
    }
}
