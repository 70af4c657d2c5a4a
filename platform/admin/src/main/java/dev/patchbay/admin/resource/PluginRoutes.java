package dev.patchbay.admin.resource;

import dev.patchbay.admin.PendingItem;
import dev.patchbay.admin.PluginDesk;
import dev.patchbay.admin.PluginDetail;
import dev.patchbay.admin.PluginState;
import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.About;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** {@code /plugins} and {@code /instances}: what lies in the folder, which of it may run, and what it may touch. */
public final class PluginRoutes {
    private final PluginDesk desk;
    private final Changes changes;

    /** Why something is refused or stopped. */
    @About("Why, for other administrators.")
    public record Reason(@About("In words; may be empty.") @Nullable String reason) {}

    /** What is given or taken. */
    @About("What is given or taken.")
    public record GrantTexts(@About("Such as hosts: api.example.com; secrets: example.token") String grants) {}

    /** Which definitions are approved. */
    @About("Which definitions are approved.")
    public record DefinitionChoice(@About("Hashes of definitions that wait.") Set<String> sha256,
            @About("Whether that is meant although they look dangerous.") @Nullable Boolean despiteFindings) {}

    /** What came of a decision. */
    @About("What came of a decision.")
    public record DecisionState(
            @About("Whether it holds; else a second administrator must decide the same.") boolean done,
            String text) {}

    PluginRoutes(PluginDesk desk, Changes changes) {
        this.desk = desk;
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group group = table.group("plugins");
        group.add(group.get("/plugins", "listPlugins").about("Lists the plugins with their state.")
                .lists(PluginState.class), call -> desk.plugins());
        group.add(group.get("/pending", "listPending").about("Lists all that waits for a decision.")
                .lists(PendingItem.class), call -> desk.pending());
        group.add(group.get("/plugins/{id}", "showPlugin")
                .about("Shows a plugin: its grants, how it differs from what was approved, what was found in it.")
                .gives(PluginDetail.class), call -> desk.plugin(call.path("id")));
        group.add(group.post("/plugins/{sha256}/approve", "approvePlugin")
                .about("Approves a JAR with what it asks for; it starts then.").by(Right.OPERATOR)
                .accepts("without", "Grants that it is not given, such as hosts: a.example; secrets: b.")
                .accepts("despiteFindings", "true if that is meant although it looks dangerous.")
                .lists(PluginState.class), this::approve);
        group.add(group.post("/plugins/{sha256}/reject", "rejectPlugin")
                .about("Refuses a JAR that waits; it stays refused until that is withdrawn.").by(Right.OPERATOR)
                .takes(Reason.class).lists(PluginState.class), this::reject);
        group.add(group.post("/plugins/{sha256}/withdraw", "withdrawPlugin")
                .about("Takes an approval or a refusal back; what runs of the JAR stops.").by(Right.OPERATOR)
                .lists(PluginState.class), this::withdraw);
        group.add(group.post("/plugins/{id}/quarantine", "quarantinePlugin")
                .about("Stops all of a plugin at once, also over a restart.").by(Right.OPERATOR).takes(Reason.class)
                .gives(DecisionState.class), this::quarantine);
        group.add(group.post("/plugins/{id}/release", "releasePlugin").about("Ends a quarantine.").by(Right.OPERATOR)
                .gives(DecisionState.class), this::release);
        RouteTable.Group instances = table.group("instances");
        instances.add(instances.post("/instances/{instance}/grant", "grantInstance")
                .about("Gives an instance more than its JAR was approved with; it can use it at once.")
                .by(Right.OPERATOR).takes(GrantTexts.class).gives(DecisionState.class), this::grant);
        instances.add(instances.post("/instances/{instance}/ungrant", "ungrantInstance")
                .about("Takes grants from an instance; it cannot use them any more.")
                .by(Right.OPERATOR).takes(GrantTexts.class).gives(DecisionState.class), this::ungrant);
        instances.add(instances.post("/instances/{instance}/definitions", "approveDefinitions")
                .about("Approves definitions of an instance that wait; they are shown then.")
                .by(Right.OPERATOR).takes(DefinitionChoice.class).gives(DecisionState.class), this::definitions);
    }

    private Object approve(Call call) {
        String without = call.query("without").orElse("");
        boolean despite = call.query("despiteFindings").filter("true"::equals).isPresent();
        return aboutJar(call, "plugin.approve", Map.of("without", without, "despiteFindings", despite),
                (id, sha256) -> desk.approve(id, sha256, without, despite, call.actor()));
    }

    private Object reject(Call call) {
        String reason = reason(call);
        return aboutJar(call, "plugin.reject", Map.of("reason", reason),
                (id, sha256) -> desk.reject(id, sha256, reason, call.actor()));
    }

    private Object withdraw(Call call) {
        return aboutJar(call, "plugin.withdraw", Map.of(),
                (id, sha256) -> desk.withdraw(id, sha256, call.actor()));
    }

    private static String reason(Call call) {
        String reason = call.body(Reason.class).reason();
        return reason == null ? "" : reason;
    }

    /** A decision about a JAR. */
    private interface JarDecision {
        void about(String id, String sha256);
    }

    private Object aboutJar(Call call, String action, Map<String, Object> more, JarDecision decision) {
        String sha256 = call.path("sha256");
        return changes.make(call, () -> {
            PluginState plugin = desk.plugins().stream().filter(each -> sha256.equals(each.sha256())).findFirst()
                    .orElseThrow(() -> Problem.missing("plugin with hash", sha256));
            String id = plugin.id();
            if (id == null) {
                throw Problem.invalid("The JAR " + plugin.file() + " does not say which plugin it is.");
            }
            Map<String, @Nullable Object> details = new LinkedHashMap<>();
            details.put("sha256", sha256);
            details.put("file", plugin.file());
            details.put("version", plugin.version());
            details.put("grants", plugin.grants());
            details.putAll(more);
            return new Planned<List<PluginState>>(action, id, details, () -> {
                decision.about(id, sha256);
                return desk.plugins();
            });
        });
    }

    private Object quarantine(Call call) {
        String id = call.path("id");
        String reason = reason(call);
        return decide(call, "plugin.quarantine", id, Map.of("reason", reason), () -> {
            desk.quarantine(id, reason, call.actor());
            return true;
        }, "Nothing of " + id + " runs any more.");
    }

    private Object release(Call call) {
        String id = call.path("id");
        return decide(call, "plugin.release", id, Map.of(), () -> desk.release(id, call.actor()),
                "The quarantine of " + id + " is ended.");
    }

    private Object grant(Call call) {
        String instance = call.path("instance");
        String grants = call.body(GrantTexts.class).grants();
        return decide(call, "instance.grant", instance, Map.of("grants", grants),
                () -> desk.grant(instance, grants, call.actor()), instance + " has " + grants + " now.");
    }

    private Object ungrant(Call call) {
        String instance = call.path("instance");
        String grants = call.body(GrantTexts.class).grants();
        return decide(call, "instance.ungrant", instance, Map.of("grants", grants), () -> {
            desk.ungrant(instance, grants, call.actor());
            return true;
        }, instance + " does not have " + grants + " any more.");
    }

    private Object definitions(Call call) {
        String instance = call.path("instance");
        DefinitionChoice choice = call.body(DefinitionChoice.class);
        boolean despite = Boolean.TRUE.equals(choice.despiteFindings());
        return decide(call, "instance.definitions", instance,
                Map.of("sha256", List.copyOf(new TreeSet<>(choice.sha256())), "despiteFindings", despite),
                () -> desk.approveDefinitions(instance, choice.sha256(), despite, call.actor()),
                "Approved; they are shown now.");
    }

    private Object decide(Call call, String action, String subject, Map<String, Object> details,
            BooleanSupplier decision, String text) {
        return changes.make(call, () -> new Planned<>(action, subject, new LinkedHashMap<>(details), () -> {
            boolean isDone = decision.getAsBoolean();
            return new DecisionState(isDone, isDone ? text
                    : "Noted. A second administrator must decide the same before it holds.");
        }));
    }
}
