package dev.patchbay.server.running;

import dev.patchbay.host.Approval;
import dev.patchbay.host.jar.StoredPlugin;

/** Serve mode as long as nobody can approve a plugin: everything waits. */
final class NothingApproved implements Approval {
    private static final Verdict WAITS = Verdict.waits(
            "it waits for approval, which this version cannot give yet; 'patchbay dev' runs plugins without");

    @Override
    public Verdict plugin(StoredPlugin plugin) {
        return WAITS;
    }

    @Override
    public Verdict definition(DefinitionRequest definition) {
        return WAITS;
    }
}
