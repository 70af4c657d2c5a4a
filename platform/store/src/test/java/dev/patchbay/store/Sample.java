package dev.patchbay.store;

import dev.patchbay.store.administration.AdminRole;
import dev.patchbay.store.administration.AdminToken;
import dev.patchbay.store.administration.AdminTokens;
import dev.patchbay.store.administration.Administrator;
import dev.patchbay.store.administration.Administrators;
import dev.patchbay.store.administration.PluginApproval;
import dev.patchbay.store.administration.PluginApprovals;
import dev.patchbay.store.administration.PluginConfiguration;
import dev.patchbay.store.administration.PluginDecisions;
import dev.patchbay.store.administration.PluginDefinition;
import dev.patchbay.store.administration.PluginGrant;
import dev.patchbay.store.administration.PluginProposal;
import dev.patchbay.store.administration.PluginQuarantine;
import dev.patchbay.store.administration.PluginRejection;
import dev.patchbay.store.administration.SealedKeyset;
import dev.patchbay.store.administration.SealedSecret;
import dev.patchbay.store.administration.VaultRows;
import dev.patchbay.store.audit.AuditAnchor;
import dev.patchbay.store.audit.AuditIndex;
import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.enablement.Enablements;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.Limit;
import dev.patchbay.store.enablement.Limits;
import dev.patchbay.store.enablement.Requirement;
import dev.patchbay.store.enablement.Requirements;
import dev.patchbay.store.enablement.ResourceGrant;
import dev.patchbay.store.enablement.ResourceGrants;
import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Roles;
import dev.patchbay.store.enablement.Rule;
import dev.patchbay.store.enablement.Rules;
import dev.patchbay.store.enablement.ToolOverride;
import dev.patchbay.store.enablement.Toolset;
import dev.patchbay.store.enablement.ToolsetEntry;
import dev.patchbay.store.enablement.Toolsets;
import dev.patchbay.store.identity.ApiKey;
import dev.patchbay.store.identity.ApiKeys;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.Clients;
import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.IdentityLinks;
import dev.patchbay.store.identity.RoleMapping;
import dev.patchbay.store.identity.RoleMappings;
import dev.patchbay.store.state.QuotaUse;
import dev.patchbay.store.state.TaskRow;
import dev.patchbay.store.state.TaskRows;
import dev.patchbay.store.state.UsedNonces;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A database with rows in every table. */
final class Sample {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
    static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    private Sample() {}

    static void fill(Database database) {
        new Roles(database).create(new Role("reader", "Reads \"all\"\n\u6d4b\uD83D\uDE00", Set.of("a:b")));
        Clients clients = new Clients(database);
        clients.create(new Client("a", "A", Set.of("reader"), Set.of("c:d"), false, true, 5, null, NOON));
        clients.create(new Client("b", "", Set.of(), Set.of(), true, false, null, 9_000_000_000L, 2000, 500,
                Instant.EPOCH));
        new ApiKeys(database).create(new ApiKey("k", "a", new byte[]{0, -1}, "", NOON, NOON, null, null));
        new IdentityLinks(database).add(new IdentityLink(IdentityLink.Kind.CERTIFICATE_SAN, "", "x", "a"));
        new RoleMappings(database).add(new RoleMapping(RoleMapping.Kind.CLAIM, "i", "groups", "g", "reader"));
        new Toolsets(database).create(new Toolset("set", "", List.of(new ToolsetEntry(EntryKind.TOOL, "x",
                new ToolOverride("y", null, null, Map.of("n", 1L), Set.of("h"))))));
        new Enablements(database)
                .add(new Enablement(Enablement.Subject.ROLE, "reader", Enablement.Target.TOOLSET, "set"));
        new Requirements(database).put(new Requirement(EntryKind.TOOL, "x*", Set.of("s"), null));
        new ResourceGrants(database).add(new ResourceGrant("r", "a", "read"));
        new Rules(database).create(new Rule("r", "", null, "true", "", false, 1));
        new Limits(database).put(new Limit(Limit.Scope.CLIENT_TOOL, "a", "x", 7));
        new Administrators(database)
                .create(new Administrator("bob", "hash", new byte[]{1}, AdminRole.OPERATOR, false, NOON));
        new AdminTokens(database).create(new AdminToken("t", "bob", new byte[]{2}, NOON, NOON));
        new PluginApprovals(database).add(new PluginApproval("0".repeat(64), "p", "1", "1".repeat(64),
                Set.of("hosts: a"), "bob", "ada", NOON));
        PluginDecisions decisions = new PluginDecisions(database);
        decisions.put(new PluginRejection("1".repeat(64), "p", "2", "no", "bob", NOON));
        decisions.put(new PluginQuarantine("q", "why", "bob", NOON));
        decisions.put(new PluginGrant("p", "hosts: b", true, "bob", NOON));
        decisions.put(List.of(new PluginDefinition("p", "tool", "t", "2".repeat(64), "{}", "bob", NOON)));
        decisions.put(new PluginConfiguration("p", "0".repeat(64), "3".repeat(64)));
        decisions.put(new PluginProposal("4".repeat(64), "p", "approve", "bob", NOON));
        VaultRows vault = new VaultRows(database);
        vault.create(new SealedKeyset(new byte[]{4, 0}, "ab12", 1, NOON));
        vault.put(new SealedSecret("github.token", 2, new byte[]{5, -1}, "bob", NOON));
        new UsedNonces(database, () -> NOON).use("n", NOON);
        new QuotaUse(database).add(DAY, Map.of("a", 3L));
        new TaskRows(database).add(new TaskRow("t1", "a", "export", "working", 1, NOON, NOON, NOON.plusSeconds(60),
                new byte[]{1, 2}, new byte[]{3}));
        new AuditIndex(database).anchor(new AuditAnchor(4, new byte[]{3}, "s", NOON));
    }

    /** Returns all that the repositories read, and the rows of every table. */
    static List<Object> read(Database database) {
        return database.snapshot(() -> List.of(new Clients(database).all(), new ApiKeys(database).all(),
                new IdentityLinks(database).all(), new RoleMappings(database).all(), new Roles(database).all(),
                new Toolsets(database).all(), new Enablements(database).all(), new Requirements(database).all(),
                new ResourceGrants(database).all(), new Rules(database).all(), new Limits(database).all(),
                new Administrators(database).all(), new AdminTokens(database).all(),
                new PluginApprovals(database).all(), decisions(database), vault(database),
                new QuotaUse(database).load(DAY), new TaskRows(database).find("t1"),
                new AuditIndex(database).anchors(), database.read(handle -> Tables.KEPT.stream()
                        .map(table -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one())
                        .toList())));
    }

    private static List<Object> vault(Database database) {
        VaultRows vault = new VaultRows(database);
        return List.of(vault.keyset(), vault.secrets());
    }

    private static List<Object> decisions(Database database) {
        PluginDecisions decisions = new PluginDecisions(database);
        return List.of(decisions.rejections(), decisions.quarantines(), decisions.grants(), decisions.definitions(),
                decisions.configurations(), decisions.proposals());
    }
}
