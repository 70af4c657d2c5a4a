package dev.patchbay.tests.access;

import dev.patchbay.store.Database;
import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.enablement.Enablement.Subject;
import dev.patchbay.store.enablement.Enablement.Target;
import dev.patchbay.store.enablement.Enablements;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.Requirement;
import dev.patchbay.store.enablement.Requirements;
import dev.patchbay.store.enablement.ResourceGrant;
import dev.patchbay.store.enablement.ResourceGrants;
import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Roles;
import dev.patchbay.store.enablement.Rule;
import dev.patchbay.store.enablement.Rules;
import dev.patchbay.store.enablement.Toolset;
import dev.patchbay.store.enablement.ToolsetEntry;
import dev.patchbay.store.enablement.Toolsets;
import dev.patchbay.store.identity.Clients;
import dev.patchbay.tests.access.Cell.Client;
import dev.patchbay.tests.access.Cell.Condition;
import dev.patchbay.tests.access.Cell.Entry;
import dev.patchbay.tests.access.Cell.Grant;
import dev.patchbay.tests.access.Cell.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an administrator would enter so that every cell of the matrix is there. */
final class MatrixPolicy {
    private static final String PERMISSION = "notes:use";

    private final Database database;
    private final Enablements enablements;

    private MatrixPolicy(Database database) {
        this.database = database;
        this.enablements = new Enablements(database);
    }

    static void store(Database database) {
        MatrixPolicy policy = new MatrixPolicy(database);
        policy.toolset();
        policy.roles();
        policy.requirements();
        policy.rules();
        Cell.clients().forEach(policy::client);
    }

    private void roles() {
        Roles roles = new Roles(database);
        roles.create(new Role("reader", "", Set.of("notes:look")));
        roles.create(new Role("editor", "", Set.of(PERMISSION)));
        roles.create(new Role("granted", "", Set.of()));
        roles.create(new Role("granted-toolset", "", Set.of()));
        all().forEach(target -> enablements
                .add(new Enablement(Subject.ROLE, "granted", target.kind(), target.name())));
        enablements.add(new Enablement(Subject.ROLE, "granted-toolset", Target.TOOLSET, "everything"));
    }

    private record Entered(Target kind, String name) {}

    private static List<Entered> all() {
        List<Entered> all = new ArrayList<>();
        for (Entry entry : Cell.entries()) {
            switch (entry.kind()) {
                case READING_TOOL, WRITING_TOOL -> all.add(new Entered(Target.TOOL, entry.name()));
                case PROMPT -> all.add(new Entered(Target.PROMPT, entry.name()));
                case RESOURCE -> {
                    all.add(new Entered(Target.RESOURCE, entry.uri()));
                    all.add(new Entered(Target.TEMPLATE, entry.template()));
                }
            }
        }
        return all;
    }

    private void toolset() {
        new Toolsets(database).create(new Toolset("everything", "", all().stream()
                .map(target -> new ToolsetEntry(EntryKind.valueOf(target.kind().name()), target.name(), null))
                .toList()));
    }

    private void requirements() {
        Requirements requirements = new Requirements(database);
        for (Entry entry : Cell.entries()) {
            boolean all = entry.condition() == Condition.ALL_AT_CALL;
            Set<String> scopes = all || entry.condition() == Condition.SCOPES
                    ? Set.of("notes:read", "notes:write")
                    : Set.of();
            String permission = all || entry.condition() == Condition.PERMISSION ? PERMISSION : null;
            if (!scopes.isEmpty() || permission != null) {
                switch (entry.kind()) {
                    case READING_TOOL, WRITING_TOOL ->
                            requirements.put(new Requirement(EntryKind.TOOL, entry.name(), scopes, permission));
                    case PROMPT ->
                            requirements.put(new Requirement(EntryKind.PROMPT, entry.name(), scopes, permission));
                    case RESOURCE ->
                            requirements.put(new Requirement(EntryKind.TEMPLATE, entry.template(), scopes, permission));
                }
            }
        }
    }

    private void rules() {
        Rules rules = new Rules(database);
        rules.create(
                new Rule("editors", "", "entry.name.contains('role_rule')", "'editor' in client.roles", "", false, 1));
        rules.create(
                new Rule("readers", "", "entry.kind == 'tool' && entry.name.contains('trait_rule')", "tool.readOnly",
                        "", false, 2));
        rules.create(new Rule("words", "", "entry.kind in ['tool', 'prompt']"
                + " && (entry.name.contains('argument_rule') || entry.name.contains('all_at_call'))",
                "args.word != 'refused'", "Not this word.", false, 3));
    }

    private void client(Client client) {
        Set<String> roles = new HashSet<>();
        Set<String> permissions = new HashSet<>();
        switch (client.standing()) {
            case READER -> roles.add("reader");
            case EDITOR_BY_ROLE -> roles.add("editor");
            case PERMITTED -> permissions.add(PERMISSION);
            case NOBODY, PERMITTED_BY_RESOURCE, DISABLED -> {
                // nothing of its own
            }
        }
        if (client.grant() == Grant.BY_ROLE) {
            roles.add("granted");
        } else if (client.grant() == Grant.TOOLSET_BY_ROLE) {
            roles.add("granted-toolset");
        }
        new Clients(database)
                .create(new dev.patchbay.store.identity.Client(client.id(), client.id(), roles, permissions,
                        client.standing() == Standing.DISABLED, client.searching(), null, null, Instant.EPOCH));
        if (client.standing() == Standing.PERMITTED_BY_RESOURCE) {
            new ResourceGrants(database).add(new ResourceGrant("notes", client.id(), "use"));
        }
        switch (client.grant()) {
            case ANOTHER_ENTRY -> enable(client, Target.TOOL, "mx_another");
            case EXACT -> all().forEach(target -> enable(client, target.kind(), target.name()));
            case EXACT_AND_PREFIX -> {
                all().forEach(target -> enable(client, target.kind(), target.name()));
                prefixes(client);
            }
            case PREFIX -> prefixes(client);
            case TOOLSET -> enable(client, Target.TOOLSET, "everything");
            case NONE, BY_ROLE, TOOLSET_BY_ROLE -> {
                // nothing of its own
            }
        }
    }

    private void prefixes(Client client) {
        enable(client, Target.TOOL, "mx_*");
        enable(client, Target.PROMPT, "mx_*");
        enable(client, Target.RESOURCE, "mx://*");
        enable(client, Target.TEMPLATE, "mx://*");
    }

    private void enable(Client client, Target kind, String name) {
        enablements.add(new Enablement(Subject.CLIENT, client.id(), kind, name));
    }
}
