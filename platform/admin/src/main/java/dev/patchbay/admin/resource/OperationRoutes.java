package dev.patchbay.admin.resource;

import dev.patchbay.admin.AccessDesk;
import dev.patchbay.admin.BackupDesk;
import dev.patchbay.admin.Explanation;
import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import dev.patchbay.store.Database;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.identity.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** {@code /explain} and {@code /backup}. */
final class OperationRoutes {
    private final Clients clients;
    private final AccessDesk access;
    private final BackupDesk backup;
    private final ServerFiles files;
    private final Changes changes;

    OperationRoutes(Database database, AccessDesk access, BackupDesk backup, ServerFiles files, Changes changes) {
        this.clients = new Clients(database);
        this.access = access;
        this.backup = backup;
        this.files = files;
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group group = table.group("operation");
        group.add(group.get("/explain", "explain")
                .about("Says why a client may use something or not, and what would change that.")
                .needs("client", "The client's id.").accepts("tool", "A tool's name.")
                .accepts("prompt", "A prompt's name.").accepts("resource", "A resource's URI.")
                .accepts("template", "A template's URI.").gives(Explanation.class), this::explain);
        group.add(group.post("/backup", "backup").about("Writes a backup into the server's data folder.")
                .by(Right.ADMINISTRATOR).creates(AuditRoutes.WrittenFile.class), this::back);
    }

    private Object explain(Call call) {
        String client = call.need("client");
        if (clients.find(client).isEmpty()) {
            throw Problem.missing("client", client);
        }
        EntryKind kind = null;
        String name = "";
        for (EntryKind each : EntryKind.values()) {
            String asked = call.query(ApiJson.word(each)).orElse(null);
            if (asked != null && kind != null) {
                throw Problem.bad("Ask for one thing at a time.");
            }
            if (asked != null) {
                kind = each;
                name = asked;
            }
        }
        if (kind == null) {
            throw Problem.bad("Say what: tool, prompt, resource or template.");
        }
        return access.explain(client, kind, name);
    }

    private Object back(Call call) {
        return changes.make(call, () -> new Planned<>("backup", null, Map.of(), () -> {
            try {
                ServerFiles.Place place = files.place("backups", "patchbay", ".backup");
                backup.write(place.path());
                return new AuditRoutes.WrittenFile(place.path().toString(), null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }
}
