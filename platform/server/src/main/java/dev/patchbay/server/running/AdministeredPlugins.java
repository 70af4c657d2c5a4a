package dev.patchbay.server.running;

import dev.patchbay.admin.PluginDesk;
import dev.patchbay.admin.PluginState;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.host.ApprovalRefusedException;
import dev.patchbay.host.ApprovedPlugins;
import dev.patchbay.host.HostReport;
import java.util.List;
import java.util.function.Supplier;

/** The plugins and their approvals, as the administration sees them. */
final class AdministeredPlugins implements PluginDesk {
    private final ApprovedPlugins approvals;
    private final Supplier<HostReport> report;

    AdministeredPlugins(ApprovedPlugins approvals, Supplier<HostReport> report) {
        this.approvals = approvals;
        this.report = report;
    }

    @Override
    public List<PluginState> plugins() {
        return report.get().plugins().stream().map(plugin -> new PluginState(plugin.file(),
                ApiJson.word(plugin.state()), plugin.cause().orElse(null), plugin.id().orElse(null),
                plugin.version().orElse(null), plugin.hash().orElse(null),
                plugin.grants().stream().map(Object::toString).toList(), plugin.warnings())).toList();
    }

    @Override
    public void approve(String id, String sha256, String by) {
        done(() -> approvals.approve(id, sha256, by));
    }

    @Override
    public void withdraw(String id, String sha256, String by) {
        done(() -> approvals.withdraw(id, sha256, by));
    }

    private static void done(Runnable decision) {
        try {
            decision.run();
        } catch (ApprovalRefusedException e) {
            int status = switch (e.reason()) {
                case UNKNOWN, NOT_APPROVED -> 404;
                case APPROVED_ALREADY, AMBIGUOUS -> 409;
            };
            throw new Problem(status, ApiJson.word(e.reason()), String.valueOf(e.getMessage()));
        }
    }
}
