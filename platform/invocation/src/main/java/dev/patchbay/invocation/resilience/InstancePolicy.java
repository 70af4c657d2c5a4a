package dev.patchbay.invocation.resilience;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for one instance of a plugin. How many of its calls run and wait is a matter of its threads.
 *
 * @param deadline how long a call may take whose tool does not say; empty: the default of the server
 * @param failures after how many failures in a row, of whichever of its tools, the breaker of the whole instance opens,
 *            0: never
 * @param quarantineFaults after how many faults of its own in a row it is quarantined, 0: never
 * @param standard what holds for its tools, prompts and schemes
 * @param tools what holds for single tools instead, by the plugin's own name of the tool
 */
public record InstancePolicy(Optional<Duration> deadline, int failures, int quarantineFaults, ToolPolicy standard,
        Map<String, ToolPolicy> tools) {
    /** 20 failures open the breaker of an instance, 50 faults quarantine it. */
    public static final InstancePolicy STANDARD = new InstancePolicy(Optional.empty(), 20, 50, ToolPolicy.STANDARD,
            Map.of());

    /**
     * Copies the map and checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public InstancePolicy {
        tools = Map.copyOf(tools);
        if (failures < 0 || quarantineFaults < 0) {
            throw new IllegalArgumentException("The numbers of failures " + failures + " and " + quarantineFaults
                    + " are from 0");
        }
    }

    /**
     * Returns what holds for a tool.
     *
     * @param own the plugin's own name of the tool
     * @return its policy
     */
    public ToolPolicy tool(String own) {
        return tools.getOrDefault(own, standard);
    }

    /**
     * Returns this policy with another standard for its tools.
     *
     * @param value what holds for its tools
     * @return the changed policy
     */
    public InstancePolicy withStandard(ToolPolicy value) {
        return new InstancePolicy(deadline, failures, quarantineFaults, value, tools);
    }

    /**
     * Returns this policy with what holds for single tools.
     *
     * @param values by the plugin's own name of the tool
     * @return the changed policy
     */
    public InstancePolicy withTools(Map<String, ToolPolicy> values) {
        return new InstancePolicy(deadline, failures, quarantineFaults, standard, values);
    }

    /**
     * Returns this policy with other numbers.
     *
     * @param toOpen after how many failures in a row the breaker of the instance opens
     * @param toQuarantine after how many faults in a row it is quarantined
     * @return the changed policy
     */
    public InstancePolicy withFailures(int toOpen, int toQuarantine) {
        return new InstancePolicy(deadline, toOpen, toQuarantine, standard, tools);
    }

    /**
     * Returns this policy with another deadline.
     *
     * @param value how long a call may take whose tool does not say
     * @return the changed policy
     */
    public InstancePolicy withDeadline(Duration value) {
        return new InstancePolicy(Optional.of(value), failures, quarantineFaults, standard, tools);
    }
}
