package dev.patchbay.host;

import dev.patchbay.broker.Broker;
import dev.patchbay.broker.SecretSource;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.DefinitionRule;
import java.time.InstantSource;
import java.util.List;

/**
 * What the plugin host works with.
 *
 * @param registry where contributions go
 * @param approval what may be served
 * @param rules what a definition must keep
 * @param clock the time
 * @param broker hands instances what they were granted
 */
public record HostParts(CatalogRegistry registry, Approval approval, List<DefinitionRule> rules, InstantSource clock,
        Broker broker) {
    /** Copies the list. */
    public HostParts {
        rules = List.copyOf(rules);
    }

    /**
     * Returns parts for the development mode: everything is approved and given but secrets, the clock is the system's.
     *
     * @param registry where contributions go
     * @return the parts
     */
    public static HostParts of(CatalogRegistry registry) {
        return new HostParts(registry, Approval.ofEverything(), List.of(), InstantSource.system(),
                Broker.of(SecretSource.NONE, System.getenv()));
    }
}
