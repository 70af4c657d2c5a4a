package dev.patchbay.server.running;

import dev.patchbay.host.runtime.PoolSettings;
import dev.patchbay.http.IoTurn;
import dev.patchbay.invocation.PipelineListener;
import dev.patchbay.invocation.resilience.Guards;
import dev.patchbay.invocation.resilience.InstancePolicy;
import dev.patchbay.invocation.resilience.ResilienceSettings;
import dev.patchbay.invocation.resilience.ToolPolicy;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.GuardSettings;
import dev.patchbay.server.configuration.InstanceGuards;
import dev.patchbay.server.configuration.InstanceSettings;
import dev.patchbay.server.configuration.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What keeps plugins that fail from hurting others, as it is configured. */
final class GuardsOfConfiguration {
    private GuardsOfConfiguration() {}

    static Guards of(Configuration configuration, PipelineListener listener) {
        return new Guards(settings(configuration), listener);
    }

    static ResilienceSettings settings(Configuration configuration) {
        InstancePolicy standard = standard(configuration);
        Map<String, InstancePolicy> instances = new HashMap<>();
        configuration.instances().forEach(instance -> instances.put(instance.name(), policy(standard, instance)));
        return new ResilienceSettings(standard, instances);
    }

    private static InstancePolicy standard(Configuration configuration) {
        ToolPolicy tools = ToolPolicy.STANDARD
                .withBreaker(configuration.get(GuardSettings.BREAKER_FAILURES),
                        configuration.get(GuardSettings.BREAKER_OPEN), configuration.get(GuardSettings.BREAKER_TRIALS))
                .withRetries(configuration.get(GuardSettings.RETRIES), configuration.get(GuardSettings.RETRY_DELAY))
                .withBounds(configuration.get(GuardSettings.TOOL_RUNNING),
                        configuration.get(GuardSettings.TOOL_WAITING));
        return InstancePolicy.STANDARD.withStandard(tools).withFailures(
                configuration.get(GuardSettings.BREAKER_PLUGIN_FAILURES),
                configuration.get(GuardSettings.QUARANTINE_FAULTS));
    }

    private static InstancePolicy policy(InstancePolicy all, InstanceSettings instance) {
        Map<String, Object> own = instance.guards().values();
        ToolPolicy tools = with(all.standard(), own).withBounds(number(own, "tool-running", all.standard().running()),
                number(own, "tool-waiting", all.standard().waiting()));
        Map<String, ToolPolicy> single = new HashMap<>();
        instance.guards().tools().forEach((name, values) -> single.put(name, ofTool(tools, values)));
        InstancePolicy policy = all.withStandard(tools).withTools(single).withFailures(
                number(own, "breaker-plugin-failures", all.failures()),
                number(own, "quarantine-faults", all.quarantineFaults()));
        return time(own, "deadline").map(policy::withDeadline).orElse(policy);
    }

    private static ToolPolicy ofTool(ToolPolicy standard, Map<String, Object> own) {
        ToolPolicy policy = with(standard, own).withBounds(number(own, "running", standard.running()),
                number(own, "waiting", standard.waiting()));
        ToolPolicy limited = time(own, "deadline").map(policy::withDeadline).orElse(policy);
        return InstanceGuards.value(own, "fallback", String.class).map(limited::withFallback).orElse(limited);
    }

    private static ToolPolicy with(ToolPolicy standard, Map<String, Object> own) {
        return standard
                .withBreaker(number(own, "breaker-failures", standard.failures()),
                        time(own, "breaker-open").orElse(standard.openFor()),
                        number(own, "breaker-trials", standard.trials()))
                .withRetries(number(own, "retries", standard.retries()),
                        time(own, "retry-delay").orElse(standard.retryDelay()));
    }

    private static int number(Map<String, Object> own, String key, int standard) {
        return InstanceGuards.value(own, key, Integer.class).orElse(standard);
    }

    private static Optional<Duration> time(Map<String, Object> own, String key) {
        return InstanceGuards.value(own, key, Duration.class);
    }

    /** The bounds of an instance, whose own numbers stand beside those of its failures. */
    static PoolSettings pool(Configuration configuration, InstanceSettings instance) {
        PoolSettings all = pool(configuration);
        Map<String, Object> own = instance.guards().values();
        return all.withSize(number(own, "running", all.threads()), number(own, "waiting", all.queue()));
    }

    static PoolSettings pool(Configuration configuration) {
        return PoolSettings.defaults()
                .withSize(configuration.get(Settings.PLUGINS_THREADS), configuration.get(Settings.PLUGINS_QUEUE))
                .withLosses(configuration.get(GuardSettings.LOST_AFTER), configuration.get(GuardSettings.SPINS_AFTER),
                        configuration.get(GuardSettings.QUARANTINE_SPINNING),
                        configuration.get(GuardSettings.QUARANTINE_LOST))
                .withWakes(IoTurn::atEnd);
    }
}
