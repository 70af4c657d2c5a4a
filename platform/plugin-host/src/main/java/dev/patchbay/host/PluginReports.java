package dev.patchbay.host;

import dev.patchbay.host.jar.PluginManifest;
import dev.patchbay.host.jar.StoredPlugin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Says how the JARs of the folder are doing. Used on the thread of the states. */
final class PluginReports {
    private final Instances instances;
    private final Function<String, List<Candidate>> candidates;
    private final Approval approval;

    private record State(PluginState state, Optional<String> cause) {}

    PluginReports(Instances instances, Function<String, List<Candidate>> candidates, Approval approval) {
        this.instances = instances;
        this.candidates = candidates;
        this.approval = approval;
    }

    PluginReport report(FoundJar jar) {
        Optional<StoredPlugin> plugin = jar.plugin();
        Optional<PluginManifest> manifest = plugin.map(StoredPlugin::manifest);
        State state = state(jar, plugin);
        List<String> warnings = new ArrayList<>();
        if (jar.refusal == null) {
            plugin.map(approval::plugin).filter(Approval.Verdict::approved).flatMap(Approval.Verdict::note)
                    .ifPresent(warnings::add);
        }
        manifest.flatMap(PluginManifest::namespace).filter(String::isEmpty)
                .ifPresent(wish -> warnings.add("it wishes for bare names, without a namespace"));
        return new PluginReport(jar.name(), state.state(), state.cause(), manifest.map(PluginManifest::id),
                manifest.map(each -> each.version().toString()), plugin.map(StoredPlugin::hash),
                manifest.flatMap(PluginManifest::provider), manifest.flatMap(PluginManifest::description),
                manifest.flatMap(PluginManifest::namespace),
                manifest.map(each -> each.grants().lines()).orElse(List.of()),
                warnings);
    }

    private static PluginState state(Approval.Standing standing) {
        return switch (standing) {
            case APPROVED -> PluginState.RESOLVED;
            case PENDING -> PluginState.PENDING;
            case REJECTED -> PluginState.REJECTED;
            case QUARANTINED -> PluginState.QUARANTINED;
        };
    }

    private State state(FoundJar jar, Optional<StoredPlugin> plugin) {
        if (jar.refusal != null) {
            String serving = jar.lastGood().filter(each -> instances.serves(each.hash()))
                    .map(each -> "; version " + each.manifest().version() + " keeps serving").orElse("");
            return new State(PluginState.FAILED, Optional.of(jar.refusal + serving));
        }
        if (plugin.isEmpty()) {
            return new State(PluginState.DISCOVERED, Optional.of("it is being copied or inspected"));
        }
        Approval.Verdict verdict = approval.plugin(plugin.get());
        if (!verdict.approved()) {
            String serving = jar.lastGood().filter(each -> !each.hash().equals(plugin.get().hash()))
                    .filter(each -> instances.serves(each.hash()))
                    .map(each -> "; version " + each.manifest().version() + " keeps serving").orElse("");
            return new State(state(verdict.standing()),
                    Optional.of(verdict.note().orElse("it waits for approval") + serving));
        }
        List<InstanceReport> own = instances.reportsOf(plugin.get());
        Optional<String> failure = instances.failure(plugin.get());
        if (failure.isPresent() && own.isEmpty()) {
            return new State(PluginState.FAILED, failure);
        }
        Candidate best = candidates.apply(plugin.get().manifest().id()).getFirst();
        if (best.jar() != jar && (own.isEmpty() || best.plugin().hash().equals(plugin.get().hash()))) {
            return new State(PluginState.SUPERSEDED, Optional.of("of this plugin " + best.jar().name()
                    + " with version " + best.plugin().manifest().version() + " is used"));
        }
        PluginState worst = own.stream().map(InstanceReport::state).max(Comparator.naturalOrder())
                .orElse(PluginState.RESOLVED);
        Optional<String> cause = failure;
        if (own.isEmpty()) {
            cause = Optional.of("it is being started");
        } else if (jar.gone) {
            cause = Optional.of("its file is gone; it serves until the files that are coming have been read");
        } else if (cause.isEmpty() && worst != PluginState.STARTED) {
            cause = own.stream().filter(each -> each.state() == worst)
                    .flatMap(each -> each.cause().stream()).findFirst();
        }
        return new State(worst, cause);
    }
}
