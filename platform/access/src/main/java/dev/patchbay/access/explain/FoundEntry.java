package dev.patchbay.access.explain;

import dev.patchbay.access.policy.ClientFacts;
import dev.patchbay.catalog.Preset;
import dev.patchbay.invocation.Target;
import java.util.Optional;

/**
 * An entry that the client sees.
 *
 * @param facts the client
 * @param target what a call of it is about
 * @param preset what a toolset sets about it
 */
record FoundEntry(ClientFacts facts, Target target, Optional<Preset> preset) {}
