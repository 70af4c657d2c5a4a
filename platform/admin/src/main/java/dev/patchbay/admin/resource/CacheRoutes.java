package dev.patchbay.admin.resource;

import dev.patchbay.admin.CacheDesk;
import dev.patchbay.admin.CacheDesk.CacheHealth;
import dev.patchbay.admin.CacheDesk.CacheInfo;
import dev.patchbay.admin.CacheDesk.Cleared;
import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /cache}. */
final class CacheRoutes {
    private final CacheDesk desk;
    private final Changes changes;

    CacheRoutes(CacheDesk desk, Changes changes) {
        this.desk = desk;
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group group = table.group("cache");
        group.add(group.get("/cache", "cacheStatistics")
                .about("Tells how often kept results were there, at each level and for each tool, since the start.")
                .gives(CacheInfo.class), call -> desk.info());
        group.add(group.get("/cache/health", "cacheHealth")
                .about("Says whether the database keeps results, and how often results were there at each level.")
                .gives(CacheHealth.class), call -> desk.health());
        group.add(group.post("/cache/clear", "clearCache")
                .about("Gives up kept results: all, or those that are named. Whoever subscribed to a resource among them"
                        + " is told.")
                .by(Right.OPERATOR).accepts("instance", "Only those of one plugin's instance.")
                .accepts("tool", "Only those of one tool.")
                .accepts("source", "Instead of the two: what has changed, the URI of a resource or"
                        + " datasource:NAME/TABLE; then all goes that was built from it.")
                .gives(Cleared.class), this::clear);
    }

    private Object clear(Call call) {
        Optional<String> instance = call.query("instance");
        Optional<String> tool = call.query("tool");
        Optional<String> source = call.query("source");
        if (source.isPresent() && (instance.isPresent() || tool.isPresent() || source.get().indexOf(':') < 1)) {
            throw Problem.bad("'source' is the URI of a resource or datasource:NAME/TABLE, and stands alone.");
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        instance.ifPresent(name -> details.put("instance", name));
        tool.ifPresent(name -> details.put("tool", name));
        source.ifPresent(name -> details.put("source", name));
        return changes.make(call, () -> new Planned<>("cache.clear", null, details, () -> {
            if (source.isEmpty()) {
                return desk.clear(instance, tool);
            }
            desk.changed(source.get());
            return new Cleared(0);
        }));
    }
}
