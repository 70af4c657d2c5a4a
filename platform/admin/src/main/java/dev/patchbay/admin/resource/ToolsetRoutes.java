package dev.patchbay.admin.resource;

import dev.patchbay.admin.AccessDesk;
import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.About;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import dev.patchbay.store.Database;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.ToolOverride;
import dev.patchbay.store.enablement.Toolset;
import dev.patchbay.store.enablement.ToolsetEntry;
import dev.patchbay.store.enablement.Toolsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code /toolsets}: entries that are enabled together, with what is different about them there. */
public final class ToolsetRoutes {
    private final Toolsets toolsets;
    private final AccessDesk access;
    private final Changes changes;

    /** What is different about a tool. */
    @About("What is different about a tool in this toolset.")
    public record EntryOverride(@Nullable String name, @Nullable String title, @Nullable String description,
            @About("Arguments that always have this value and are not shown.") @Nullable Map<String, Object> fixed,
            @About("Optional arguments that are not shown.") @Nullable Set<String> hidden) {}

    /** An entry of a toolset. */
    public record Entry(EntryKind kind,
            @About("A name, or the beginning of names with * at the end; of resources a URI.") String name,
            @About("Of tools only.") @Nullable EntryOverride override) {}

    /** A toolset that is to be created. */
    public record NewToolset(String name, @Nullable String description, @Nullable List<Entry> entries) {}

    /** What can be changed of a toolset. */
    public record ToolsetSettings(String description, List<Entry> entries) {}

    /** A toolset. */
    @About("Entries that are enabled together.")
    public record ToolsetInfo(String name, String description, List<Entry> entries) {}

    ToolsetRoutes(Database database, AccessDesk access, Changes changes) {
        this.toolsets = new Toolsets(database);
        this.access = access;
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group group = table.group("toolsets");
        group.add(group.get("/toolsets", "listToolsets").about("Lists the toolsets.").lists(ToolsetInfo.class),
                call -> toolsets.all().stream().map(ToolsetRoutes::info).toList());
        group.add(group.post("/toolsets", "createToolset").about("Creates a toolset.").by(Right.OPERATOR)
                .takes(NewToolset.class).creates(ToolsetInfo.class), this::create);
        group.add(group.get("/toolsets/{name}", "getToolset").about("Shows a toolset.").gives(ToolsetInfo.class),
                call -> info(need(call)));
        group.add(group.patch("/toolsets/{name}", "updateToolset").about("Changes a toolset.").by(Right.OPERATOR)
                .patches(ToolsetSettings.class).gives(ToolsetInfo.class), call -> changed(call, before -> {
                    ToolsetSettings now = call.merged(
                            new ToolsetSettings(before.description(), info(before).entries()), ToolsetSettings.class);
                    return new Toolset(before.name(), now.description(), stored(now.entries()));
                }));
        group.add(group.delete("/toolsets/{name}", "deleteToolset")
                .about("Deletes a toolset; whoever had it enabled loses its entries.").by(Right.OPERATOR),
                this::delete);
        group.add(group.put("/toolsets/{name}/entries", "putToolsetEntry")
                .about("Adds an entry, or replaces the one of that kind and name.").by(Right.OPERATOR)
                .takes(Entry.class).gives(ToolsetInfo.class), call -> changed(call, before -> {
                    ToolsetEntry entry = stored(call.body(Entry.class));
                    List<ToolsetEntry> entries = new ArrayList<>(before.entries());
                    int place = place(entries, entry.kind(), entry.name());
                    if (place < 0) {
                        entries.add(entry);
                    } else {
                        entries.set(place, entry);
                    }
                    return new Toolset(before.name(), before.description(), entries);
                }));
        group.add(group.delete("/toolsets/{name}/entries", "removeToolsetEntry").about("Removes an entry.")
                .by(Right.OPERATOR).needs("kind", "Of the entry.").needs("entry", "The entry's name.")
                .gives(ToolsetInfo.class), call -> changed(call, before -> {
                    List<ToolsetEntry> entries = new ArrayList<>(before.entries());
                    int place = place(entries, call.word("kind", EntryKind.class).orElseThrow(), call.need("entry"));
                    if (place < 0) {
                        throw Problem.missing("entry of " + before.name(), call.need("entry"));
                    }
                    entries.remove(place);
                    return new Toolset(before.name(), before.description(), entries);
                }));
    }

    private static int place(List<ToolsetEntry> entries, EntryKind kind, String name) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).kind() == kind && entries.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private Toolset need(Call call) {
        String name = call.path("name");
        return toolsets.find(name).orElseThrow(() -> Problem.missing("toolset", name));
    }

    private static ToolsetInfo info(Toolset toolset) {
        return new ToolsetInfo(toolset.name(), toolset.description(),
                toolset.entries().stream().map(ToolsetRoutes::shown).toList());
    }

    private static Entry shown(ToolsetEntry entry) {
        ToolOverride override = entry.override();
        return new Entry(entry.kind(), entry.name(), override == null
                ? null
                : new EntryOverride(override.name(), override.title(), override.description(),
                        override.fixed().isEmpty() ? null : override.fixed(),
                        override.hidden().isEmpty() ? null : new TreeSet<>(override.hidden())));
    }

    private static List<ToolsetEntry> stored(List<Entry> entries) {
        return entries.stream().map(ToolsetRoutes::stored).toList();
    }

    private static ToolsetEntry stored(Entry entry) {
        EntryOverride override = entry.override();
        return new ToolsetEntry(entry.kind(), entry.name(), override == null
                ? null
                : new ToolOverride(override.name(), override.title(), override.description(),
                        Objects.requireNonNullElse(override.fixed(), Map.of()),
                        Objects.requireNonNullElse(override.hidden(), Set.of())));
    }

    private void check(Toolset toolset) {
        List<String> problems = access.check(toolset);
        if (!problems.isEmpty()) {
            throw new Problem(422, "bad_toolset", String.join(" ", problems), Map.of("problems", problems));
        }
    }

    private Object create(Call call) {
        NewToolset body = call.body(NewToolset.class);
        return changes.make(call, () -> {
            Toolset toolset = new Toolset(body.name(), Objects.requireNonNullElse(body.description(), ""),
                    stored(Objects.requireNonNullElse(body.entries(), List.of())));
            if (toolsets.find(toolset.name()).isPresent()) {
                throw new Problem(409, "exists", "There is a toolset '" + toolset.name() + "' already.");
            }
            check(toolset);
            return new Planned<>("toolset.create", toolset.name(), changes.difference(null, info(toolset)), () -> {
                toolsets.create(toolset);
                return info(toolset);
            });
        });
    }

    private interface Edit {
        Toolset of(Toolset before);
    }

    private Object changed(Call call, Edit edit) {
        return changes.make(call, () -> {
            Toolset before = need(call);
            Toolset after = edit.of(before);
            check(after);
            return new Planned<>("toolset.update", before.name(), changes.difference(info(before), info(after)),
                    () -> {
                        toolsets.update(after);
                        return info(after);
                    });
        });
    }

    private @Nullable Object delete(Call call) {
        return changes.<@Nullable Object>make(call, () -> {
            Toolset before = need(call);
            return new Planned<@Nullable Object>("toolset.delete", before.name(),
                    changes.difference(info(before), null), () -> {
                        toolsets.delete(before.name());
                        return null;
                    });
        });
    }
}
