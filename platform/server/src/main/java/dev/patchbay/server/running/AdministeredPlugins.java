package dev.patchbay.server.running;

import dev.patchbay.admin.PendingItem;
import dev.patchbay.admin.PluginDesk;
import dev.patchbay.admin.PluginDetail;
import dev.patchbay.admin.PluginState;
import dev.patchbay.admin.route.Actor;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.broker.Grants;
import dev.patchbay.broker.InvalidGrantException;
import dev.patchbay.host.Approval;
import dev.patchbay.host.ApprovalRefusedException;
import dev.patchbay.host.ApprovedPlugins;
import dev.patchbay.host.ApprovedPlugins.Terms;
import dev.patchbay.host.Decider;
import dev.patchbay.host.Decision;
import dev.patchbay.host.HostReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The plugins and what was decided about them, as the administration sees them. */
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
                plugin.version().orElse(null), plugin.hash().orElse(null), plugin.grants(), plugin.warnings()))
                .toList();
    }

    @Override
    public List<PendingItem> pending() {
        Stream<PendingItem> jars = approvals.pending().stream().map(jar -> new PendingItem(jar.pluginId(), "jar",
                jar.file(), jar.version(), jar.hash(), jar.serving().orElse(null), jar.grants()));
        Stream<PendingItem> definitions = report.get().instances().stream()
                .flatMap(instance -> instance.held().stream().map(held -> {
                    Approval.DefinitionRequest request = held.request();
                    return new PendingItem(request.pluginId(), request.kind(), instance.name() + ": " + request.name(),
                            null, request.hash(), held.earlierServes() ? instance.version().orElse(null) : null,
                            List.of());
                }));
        return Stream.concat(jars, definitions).toList();
    }

    @Override
    public PluginDetail plugin(String id) {
        return ReviewedPlugin.detail(approvals.review(id))
                .orElseThrow(() -> Problem.missing("plugin", id));
    }

    /** Who uses the command line's token is one person, whatever name the operating system gives. */
    private static Decider decider(Actor actor) {
        return new Decider(actor.account(), actor.isCommandLine() ? "the command line" : actor.account());
    }

    @Override
    public boolean approve(String id, String sha256, String without, boolean despiteFindings, Actor by) {
        return done(() -> approvals.approve(id, sha256, new Terms(Grants.parse(without), despiteFindings),
                decider(by)));
    }

    @Override
    public void reject(String id, String sha256, String reason, Actor by) {
        done(() -> {
            approvals.reject(id, Optional.of(sha256), reason, decider(by));
            return Decision.DONE;
        });
    }

    @Override
    public void withdraw(String id, String sha256, Actor by) {
        done(() -> {
            approvals.withdraw(id, sha256, decider(by));
            return Decision.DONE;
        });
    }

    @Override
    public void quarantine(String id, String reason, Actor by) {
        done(() -> {
            approvals.quarantine(id, reason, decider(by));
            return Decision.DONE;
        });
    }

    @Override
    public boolean release(String id, Actor by) {
        return done(() -> approvals.release(id, decider(by)));
    }

    @Override
    public boolean grant(String instance, String grants, Actor by) {
        return done(() -> approvals.grant(instance, grants, decider(by)));
    }

    @Override
    public void ungrant(String instance, String grants, Actor by) {
        done(() -> {
            approvals.ungrant(instance, grants, decider(by));
            return Decision.DONE;
        });
    }

    @Override
    public boolean approveDefinitions(String instance, Set<String> hashes, boolean despiteFindings, Actor by) {
        return done(() -> {
            try {
                return approvals.approveDefinitions(instance, hashes, despiteFindings, decider(by));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Decision.DONE; // it holds, and is shown a little later
            }
        });
    }

    private static boolean done(Supplier<Decision> decision) {
        try {
            return decision.get().isDone();
        } catch (InvalidGrantException e) {
            throw new Problem(422, "invalid_grant", String.valueOf(e.getMessage()));
        } catch (ApprovalRefusedException e) {
            int status = switch (e.reason()) {
                case UNKNOWN, NOT_APPROVED -> 404;
                case APPROVED_ALREADY, AMBIGUOUS, FINDINGS -> 409;
                case INVALID_GRANT -> 422;
            };
            throw new Problem(status, ApiJson.word(e.reason()), String.valueOf(e.getMessage()));
        }
    }
}
