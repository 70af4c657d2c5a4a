package dev.patchbay.admin.resource;

import dev.patchbay.admin.PluginDesk;
import dev.patchbay.admin.PluginState;
import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /plugins}: what lies in the folder, and which of it may run. */
final class PluginRoutes {
    private final PluginDesk desk;
    private final Changes changes;

    PluginRoutes(PluginDesk desk, Changes changes) {
        this.desk = desk;
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group group = table.group("plugins");
        group.add(group.get("/plugins", "listPlugins").about("Lists the plugins with their state.")
                .lists(PluginState.class), call -> desk.plugins());
        group.add(group.post("/plugins/{sha256}/approve", "approvePlugin")
                .about("Approves a JAR with what it asks for; it starts then.").by(Right.OPERATOR)
                .lists(PluginState.class), call -> decide(call, true));
        group.add(group.post("/plugins/{sha256}/withdraw", "withdrawPlugin")
                .about("Takes an approval back; what runs of the JAR stops.").by(Right.OPERATOR)
                .lists(PluginState.class), call -> decide(call, false));
    }

    private Object decide(Call call, boolean isApproved) {
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
            return new Planned<List<PluginState>>(isApproved ? "plugin.approve" : "plugin.withdraw", id,
                    details, () -> {
                        if (isApproved) {
                            desk.approve(id, sha256, call.actor().account());
                        } else {
                            desk.withdraw(id, sha256, call.actor().account());
                        }
                        return desk.plugins();
                    });
        });
    }
}
