package dev.patchbay.host;

import dev.patchbay.host.jar.Definitions;
import dev.patchbay.host.jar.PluginManifest;
import dev.patchbay.host.jar.StoredPlugin;
import dev.patchbay.inspection.difference.Change;
import dev.patchbay.inspection.difference.Differences;
import dev.patchbay.inspection.lint.Finding;
import dev.patchbay.inspection.lint.Linter;
import dev.patchbay.inspection.lint.Offer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Puts together what an administrator should see of a plugin. Reads copies of JARs, so it takes time; any thread. */
final class PluginReviews {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ApprovalByHash approval;
    private final PluginHost host;

    PluginReviews(ApprovalByHash approval, PluginHost host) {
        this.approval = approval;
        this.host = host;
    }

    PluginReview of(String pluginId) {
        HostReport report = host.report();
        Map<String, StoredPlugin> found = host.found();
        List<PluginReview.Jar> jars = new ArrayList<>();
        for (PluginReport jar : report.plugins()) {
            StoredPlugin plugin = found.get(jar.file());
            if (jar.id().filter(pluginId::equals).isPresent() && plugin != null
                    && jar.hash().filter(plugin.hash()::equals).isPresent()) {
                jars.add(jar(jar, plugin));
            }
        }
        List<ApprovedJar> approvals = approval.all().stream().filter(each -> each.pluginId().equals(pluginId))
                .sorted(Comparator.comparing(ApprovedJar::at)).toList();
        List<RejectedJar> rejections = approval.rejections().stream()
                .filter(each -> each.pluginId().equals(pluginId)).sorted(Comparator.comparing(RejectedJar::at))
                .toList();
        Optional<StoredPlugin> first = jars.stream()
                .flatMap(jar -> Optional.ofNullable(found.get(jar.report().file())).stream()).findFirst();
        List<PluginReview.Instance> instances = host.instancesOf(pluginId).stream()
                .map(name -> instance(name, report.instance(name), first)).toList();
        return new PluginReview(pluginId, jars, instances, approvals, rejections, approval.quarantine(pluginId),
                approval.proposals(pluginId));
    }

    private PluginReview.Jar jar(PluginReport report, StoredPlugin plugin) {
        Optional<ApprovedJar> before = approval.all().stream()
                .filter(each -> each.pluginId().equals(plugin.manifest().id()) && !each.hash().equals(plugin.hash()))
                .max(Comparator.comparing(ApprovedJar::at));
        Optional<StoredPlugin> old = before.flatMap(each -> host.copy(each.hash()));
        List<Change> changes = changes(old, before, plugin);
        return new PluginReview.Jar(report, approval.plugin(plugin).standing(), plugin.signature(),
                plugin.manifest().requests(),
                old.map(each -> each.manifest().version().toString()), changes, findings(plugin));
    }

    private static List<Change> changes(Optional<StoredPlugin> old, Optional<ApprovedJar> before,
            StoredPlugin plugin) {
        List<Change> changes = new ArrayList<>();
        List<String> oldGrants = old.isEmpty() ? List.of()
                : before.flatMap(ApprovedJar::grants).map(List::copyOf).orElse(old.get().manifest().requests());
        changes.addAll(Differences.ofTexts("grant", oldGrants, plugin.manifest().requests()));
        Optional<PluginManifest> oldManifest = old.map(StoredPlugin::manifest);
        changes.addAll(Differences.of("plugin", oldManifest.map(PluginReviews::about).orElse(Map.of()),
                about(plugin.manifest())));
        Optional<Definitions> oldOnes = old.map(StoredPlugin::definitions);
        Definitions now = plugin.definitions();
        changes.addAll(Differences.ofDefinitions("tool", oldOnes.map(Definitions::tools).orElse(Map.of()),
                now.tools()));
        changes.addAll(Differences.ofDefinitions("prompt", oldOnes.map(Definitions::prompts).orElse(Map.of()),
                now.prompts()));
        changes.addAll(Differences.ofTexts("URI scheme", oldOnes.map(Definitions::schemes).orElse(List.of()),
                now.schemes()));
        changes.addAll(Differences.of("configuration", oldOnes.flatMap(Definitions::configuration).orElse(null),
                now.configuration().orElse(null)));
        if (now.dynamic() && oldOnes.filter(Definitions::dynamic).isEmpty()) {
            changes.add(new Change("plugin", "dynamic", Optional.empty(),
                    Optional.of("it defines more at run time, which waits for approval of its own")));
        }
        return changes;
    }

    private static Map<String, String> about(PluginManifest manifest) {
        Map<String, String> about = new TreeMap<>();
        about.put("version", manifest.version().toString());
        manifest.description().ifPresent(text -> about.put("description", text));
        manifest.provider().ifPresent(text -> about.put("provider", text));
        manifest.namespace().ifPresent(text -> about.put("namespace", text));
        return about;
    }

    /** What is found in the texts of a JAR. */
    List<Finding> findings(StoredPlugin plugin) {
        Map<String, Object> others = new LinkedHashMap<>();
        plugin.definitions().configuration().ifPresent(schema -> others.put("configuration: ", schema));
        return Linter.findings(new Offer(about(plugin.manifest()), plugin.definitions().tools(),
                plugin.definitions().prompts(), others, host.toolsOfOthers(plugin.manifest().id())));
    }

    private PluginReview.Instance instance(String name, Optional<InstanceReport> report,
            Optional<StoredPlugin> plugin) {
        InstanceGrants grants = report.filter(each -> each.hash().isPresent()).map(InstanceReport::grants)
                .or(() -> plugin.map(each -> approval.grants(name, each))).orElse(InstanceGrants.NONE);
        List<PluginReview.Definition> waiting = report.map(InstanceReport::held).orElse(List.of()).stream()
                .map(this::definition).toList();
        return new PluginReview.Instance(name, report, grants, waiting);
    }

    private PluginReview.Definition definition(HeldDefinition held) {
        Approval.DefinitionRequest request = held.request();
        Optional<Map<String, Object>> before = approval
                .lastApproved(request.instance(), request.kind(), request.name()).flatMap(PluginReviews::json);
        List<Change> changes = Differences.of(request.kind() + " " + request.name(), before.orElse(null),
                request.json());
        return new PluginReview.Definition(held, before.isEmpty(), changes, findings(request));
    }

    private static Optional<Map<String, Object>> json(ApprovedDefinition definition) {
        try {
            return Optional.of(MAPPER.readValue(definition.json(), new TypeReference<Map<String, Object>>() {}));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** What is found in the texts of a definition. */
    List<Finding> findings(Approval.DefinitionRequest request) {
        Map<String, Map<String, Object>> one = Map.of(request.name(), request.json());
        boolean isPrompt = request.kind().equals("prompt");
        return Linter.findings(new Offer(Map.of(), isPrompt ? Map.of() : one, isPrompt ? one : Map.of(), Map.of(),
                host.toolsOfOthers(request.pluginId())));
    }
}
