package dev.patchbay.admin.resource;

import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.About;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import dev.patchbay.store.Database;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.Limit;
import dev.patchbay.store.enablement.Limits;
import dev.patchbay.store.enablement.Requirement;
import dev.patchbay.store.enablement.Requirements;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code /requirements} and {@code /limits}: what a call of something that is enabled still needs. */
public final class ConditionRoutes {
    private final Requirements requirements;
    private final Limits limits;
    private final Changes changes;

    /** What a call of an entry needs. */
    @About("What a call of an entry needs beside being enabled.")
    public record RequirementInfo(EntryKind kind,
            @About("A name, or the beginning of names with * at the end; of resources a URI.") String name,
            @About("All of them must be in the caller's token; callers without a token are not bound.") @Nullable Set<
                    String> scopes,
            @About("Of the form resource:action.") @Nullable String permission) {}

    /** How often something may be called. */
    @About("How often something may be called.")
    public record LimitInfo(Limit.Scope scope, @About("For client and client_tool.") @Nullable String client,
            @About("The tool's name or the plugin's instance.") @Nullable String name, int callsPerMinute) {}

    ConditionRoutes(Database database, Changes changes) {
        this.requirements = new Requirements(database);
        this.limits = new Limits(database);
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group needs = table.group("requirements");
        needs.add(needs.get("/requirements", "listRequirements").about("Lists what calls of entries need.")
                .lists(RequirementInfo.class), call -> requirements.all().stream().map(ConditionRoutes::info).toList());
        needs.add(needs.put("/requirements", "putRequirement").about("Says what calls of an entry need.")
                .by(Right.OPERATOR).takes(RequirementInfo.class).gives(RequirementInfo.class), this::require);
        needs.add(needs.delete("/requirements", "removeRequirement").about("Lets calls of an entry need nothing more.")
                .by(Right.OPERATOR).needs("kind", "Of the entry.").needs("name", "Of the entry."), this::forgo);
        RouteTable.Group group = table.group("limits");
        group.add(group.get("/limits", "listLimits").about("Lists the limits that replace a default.")
                .lists(LimitInfo.class), call -> limits.all().stream().map(ConditionRoutes::info).toList());
        group.add(group.put("/limits", "putLimit").about("Says how often something may be called.")
                .by(Right.OPERATOR).takes(LimitInfo.class).gives(LimitInfo.class), this::limit);
        group.add(group.delete("/limits", "removeLimit").about("Lets the default hold again.").by(Right.OPERATOR)
                .needs("scope", "Of the limit.").accepts("client", "Of the limit.").accepts("name", "Of the limit."),
                this::unlimit);
    }

    private static RequirementInfo info(Requirement requirement) {
        return new RequirementInfo(requirement.kind(), requirement.name(), new TreeSet<>(requirement.scopes()),
                requirement.permission());
    }

    private static LimitInfo info(Limit limit) {
        return new LimitInfo(limit.scope(), limit.client(), limit.name(), limit.callsPerMinute());
    }

    private Optional<Requirement> requirement(EntryKind kind, String name) {
        return requirements.all().stream().filter(each -> each.kind() == kind && each.name().equals(name)).findFirst();
    }

    private Object require(Call call) {
        RequirementInfo body = call.body(RequirementInfo.class);
        return changes.make(call, () -> {
            Requirement after = new Requirement(body.kind(), body.name(),
                    Objects.requireNonNullElse(body.scopes(), Set.of()), body.permission());
            RequirementInfo before = requirement(after.kind(), after.name()).map(ConditionRoutes::info).orElse(null);
            return new Planned<>("requirement.put", after.name(), changes.difference(before, info(after)), () -> {
                requirements.put(after);
                return info(after);
            });
        });
    }

    private @Nullable Object forgo(Call call) {
        EntryKind kind = call.word("kind", EntryKind.class).orElseThrow();
        return changes.<@Nullable Object>make(call, () -> {
            Requirement before = requirement(kind, call.need("name"))
                    .orElseThrow(() -> Problem.missing("requirement of", call.need("name")));
            return new Planned<@Nullable Object>("requirement.remove", before.name(),
                    changes.difference(info(before), null), () -> {
                        requirements.remove(kind, before.name());
                        return null;
                    });
        });
    }

    private Optional<Limit> limit(Limit.Scope scope, @Nullable String client, @Nullable String name) {
        return limits.all().stream().filter(each -> each.scope() == scope && Objects.equals(each.client(), client)
                && Objects.equals(each.name(), name)).findFirst();
    }

    private static @Nullable String subject(Limit limit) {
        return limit.client() == null ? limit.name() : limit.client();
    }

    private Object limit(Call call) {
        LimitInfo body = call.body(LimitInfo.class);
        return changes.make(call, () -> {
            Limit after = new Limit(body.scope(), body.client(), body.name(), body.callsPerMinute());
            LimitInfo before = limit(after.scope(), after.client(), after.name()).map(ConditionRoutes::info)
                    .orElse(null);
            return new Planned<>("limit.put", subject(after), changes.difference(before, info(after)), () -> {
                limits.put(after);
                return info(after);
            });
        });
    }

    private @Nullable Object unlimit(Call call) {
        Limit.Scope scope = call.word("scope", Limit.Scope.class).orElseThrow();
        return changes.<@Nullable Object>make(call, () -> {
            Limit before = limit(scope, call.query("client").orElse(null), call.query("name").orElse(null))
                    .orElseThrow(() -> new Problem(404, "not_found", "There is no such limit."));
            return new Planned<@Nullable Object>("limit.remove", subject(before),
                    changes.difference(info(before), null), () -> {
                        limits.remove(before.scope(), before.client(), before.name());
                        return null;
                    });
        });
    }
}
