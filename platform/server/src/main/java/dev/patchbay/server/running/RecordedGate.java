package dev.patchbay.server.running;

import dev.patchbay.audit.Audit;
import dev.patchbay.audit.SecurityEvent;
import dev.patchbay.host.Approval.DefinitionRequest;
import dev.patchbay.host.Approval.Start;
import dev.patchbay.host.GateListener;
import dev.patchbay.invocation.Origin;
import java.util.List;
import java.util.Map;

/** Records what the gate decides by itself. */
record RecordedGate(Audit audit) implements GateListener {
    private static final Origin HERE = new Origin("plugin", "");

    @Override
    public void heldBack(DefinitionRequest definition) {
        audit.security(new SecurityEvent("plugin", null, definition.instance(), "denied", "definition_waiting",
                Map.of("plugin", definition.pluginId(), "kind", definition.kind(), "name", definition.name(), "sha256",
                        definition.hash()),
                HERE));
    }

    @Override
    public void followedFromConfiguration(Start start, List<DefinitionRequest> definitions) {
        audit.security(new SecurityEvent("plugin", null, start.instance(), "allowed", "configuration_changed",
                Map.of("plugin", start.pluginId(), "definitions", definitions.stream()
                        .map(each -> Map.of("kind", each.kind(), "name", each.name(), "sha256", each.hash())).toList()),
                HERE));
    }
}
