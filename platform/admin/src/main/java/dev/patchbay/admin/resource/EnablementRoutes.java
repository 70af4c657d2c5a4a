package dev.patchbay.admin.resource;

import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.About;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.store.Database;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.enablement.Enablements;
import dev.patchbay.store.enablement.Roles;
import dev.patchbay.store.enablement.Toolsets;
import dev.patchbay.store.identity.Clients;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /enablement}: what a client, or whoever has a role, sees and may use. Nothing is enabled by itself. */
public final class EnablementRoutes {
    private final Database database;
    private final Enablements enablements;
    private final Clients clients;
    private final Roles roles;
    private final Toolsets toolsets;
    private final Supplier<Catalog> catalog;
    private final Changes changes;

    /** What is enabled. */
    public record Target(Enablement.Target kind,
            @About("A name, or the beginning of names with * at the end; of resources a URI.") String name) {
        String text() {
            return ApiJson.word(kind) + ":" + name;
        }
    }

    /** Something that is enabled for somebody. */
    public record EnabledEntry(Enablement.Subject subjectKind, String subject, Enablement.Target kind, String name) {}

    /** What is to be enabled, or not any more. */
    @About("What is to be enabled for whom, or not any more.")
    public record EnablementChange(Enablement.Subject subjectKind,
            @About("A client's id or a role's name.") String subject, List<Target> targets) {}

    /** What came of it. */
    public record EnablementOutcome(@About("How many of the targets made a difference.") int changed,
            @About("Names that nothing has at this moment.") List<String> warnings) {}

    EnablementRoutes(Database database, Supplier<Catalog> catalog, Changes changes) {
        this.database = database;
        this.enablements = new Enablements(database);
        this.clients = new Clients(database);
        this.roles = new Roles(database);
        this.toolsets = new Toolsets(database);
        this.catalog = catalog;
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group group = table.group("enablement");
        group.add(group.get("/enablement", "listEnablement").about("Lists what is enabled, for all or for one.")
                .accepts("client", "Only what is enabled for this client itself.")
                .accepts("role", "Only what is enabled for this role.").lists(EnabledEntry.class), this::list);
        group.add(group.post("/enablement", "enable").about("Enables entries. Connected clients see them at once.")
                .by(Right.OPERATOR).takes(EnablementChange.class).gives(EnablementOutcome.class),
                call -> change(call, true));
        group.add(group.post("/enablement/remove", "disable")
                .about("Lets entries not be enabled any more. Connected clients lose them at once.")
                .by(Right.OPERATOR).takes(EnablementChange.class).gives(EnablementOutcome.class),
                call -> change(call, false));
    }

    private Object list(Call call) {
        Optional<String> client = call.query("client");
        Optional<String> role = call.query("role");
        if (client.isPresent() && role.isPresent()) {
            throw Problem.bad("Ask for a client or for a role, not for both.");
        }
        client.ifPresent(id -> check(Enablement.Subject.CLIENT, id));
        role.ifPresent(name -> check(Enablement.Subject.ROLE, name));
        List<Enablement> found = client.map(id -> enablements.of(Enablement.Subject.CLIENT, id))
                .or(() -> role.map(name -> enablements.of(Enablement.Subject.ROLE, name)))
                .orElseGet(enablements::all);
        return found.stream().map(each -> new EnabledEntry(each.subjectKind(), each.subject(), each.targetKind(),
                each.target())).toList();
    }

    private void check(Enablement.Subject kind, String subject) {
        boolean exists = kind == Enablement.Subject.CLIENT
                ? clients.find(subject).isPresent()
                : roles.find(subject).isPresent();
        if (!exists) {
            throw new MissingException(ApiJson.word(kind), subject);
        }
    }

    private Object change(Call call, boolean isAdded) {
        EnablementChange body = call.body(EnablementChange.class);
        if (body.targets().isEmpty()) {
            throw Problem.invalid("'targets' is empty: say what.");
        }
        return changes.make(call, () -> {
            check(body.subjectKind(), body.subject());
            List<Enablement> all = body.targets().stream().map(target -> new Enablement(body.subjectKind(),
                    body.subject(), target.kind(), target.name())).toList();
            for (Target target : body.targets()) {
                if (isAdded && target.kind() == Enablement.Target.TOOLSET
                        && toolsets.find(target.name()).isEmpty()) {
                    throw new MissingException("toolset", target.name());
                }
            }
            Map<String, @Nullable Object> details = new LinkedHashMap<>();
            details.put(ApiJson.word(body.subjectKind()), body.subject());
            details.put("targets", body.targets().stream().map(Target::text).toList());
            List<String> warnings = isAdded
                    ? body.targets().stream().filter(this::isUnknown).map(Target::text).toList()
                    : List.of();
            return new Planned<>(isAdded ? "enablement.add" : "enablement.remove", body.subject(), details,
                    () -> new EnablementOutcome(database.together(() -> changed(all, isAdded)), warnings));
        });
    }

    private int changed(List<Enablement> all, boolean isAdded) {
        int count = 0;
        for (Enablement each : all) {
            count += (isAdded ? enablements.add(each) : enablements.remove(each)) ? 1 : 0;
        }
        return count;
    }

    /** A name may be enabled before its plugin is there; mostly it is misspelt. */
    private boolean isUnknown(Target target) {
        if (target.name().endsWith("*")) {
            return false;
        }
        return switch (target.kind()) {
            case TOOL -> catalog.get().tool(target.name()).isEmpty();
            case PROMPT -> catalog.get().prompt(target.name()).isEmpty();
            case RESOURCE, TEMPLATE, TOOLSET -> false;
        };
    }
}
