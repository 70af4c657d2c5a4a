package dev.patchbay.invocation.resilience;

import java.util.Map;

/**
 * The policies of all instances.
 *
 * @param standard what holds for instances without a policy of their own
 * @param instances policies by the name of the instance
 */
public record ResilienceSettings(InstancePolicy standard, Map<String, InstancePolicy> instances) {
    /** The defaults for all. */
    public static final ResilienceSettings STANDARD = new ResilienceSettings(InstancePolicy.STANDARD, Map.of());

    /** Copies the map. */
    public ResilienceSettings {
        instances = Map.copyOf(instances);
    }

    /**
     * Returns what holds for an instance.
     *
     * @param name its name
     * @return its policy
     */
    public InstancePolicy instance(String name) {
        return instances.getOrDefault(name, standard);
    }
}
