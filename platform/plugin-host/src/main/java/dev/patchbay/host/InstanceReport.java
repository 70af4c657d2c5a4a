package dev.patchbay.host;

import dev.patchbay.host.runtime.PoolReport;
import java.util.List;
import java.util.Optional;

/**
 * An instance.
 *
 * @param name its name
 * @param pluginId its plugin
 * @param state its state
 * @param cause why it is in this state, or why a newer version does not serve
 * @param version the version that serves, if one does
 * @param hash SHA-256 of the JAR that serves, if one does
 * @param namespace the prefix of its names
 * @param tools the names of its tools as clients see them
 * @param prompts the names of its prompts as clients see them
 * @param schemes its URI schemes as clients see them
 * @param resources how many resources are listed
 * @param templates how many resource templates are listed
 * @param pool how its threads are doing, if it serves
 * @param draining how many earlier generations still finish their calls
 * @param grants what it may touch
 * @param held its definitions that wait for approval
 * @param warnings what an administrator should know: refused names, degraded lists, definitions that wait
 */
public record InstanceReport(String name, String pluginId, PluginState state, Optional<String> cause,
        Optional<String> version, Optional<String> hash, String namespace, List<String> tools, List<String> prompts,
        List<String> schemes, int resources, int templates, Optional<PoolReport> pool, int draining,
        InstanceGrants grants, List<HeldDefinition> held, List<String> warnings) {
    /** Copies the lists. */
    public InstanceReport {
        tools = List.copyOf(tools);
        prompts = List.copyOf(prompts);
        schemes = List.copyOf(schemes);
        held = List.copyOf(held);
        warnings = List.copyOf(warnings);
    }
}
