package dev.patchbay.admin.resource;

import dev.patchbay.admin.AccessDesk;
import dev.patchbay.admin.BackupDesk;
import dev.patchbay.admin.ExplainQuestion;
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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code /explain} and {@code /backup}. */
final class OperationRoutes {
    private static final JsonMapper ARGUMENTS = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

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
                .accepts("template", "A template's URI.")
                .accepts("scopes", "The scopes of the caller's token, with spaces between them.")
                .accepts("roles", "The roles that the token gives, with spaces between them.")
                .accepts("args", "The arguments of the call, a JSON object.")
                .accepts("at", "When the call is made, such as 2026-12-24T23:00:00Z; else now.")
                .gives(Explanation.class), this::explain);
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
        return access.explain(new ExplainQuestion(client, kind, name, words(call, "scopes"), words(call, "roles"),
                arguments(call), at(call)));
    }

    private static @Nullable Set<String> words(Call call, String name) {
        return call.query(name).map(text -> Arrays.stream(text.strip().split(" +")).filter(word -> !word.isEmpty())
                .collect(Collectors.toSet())).orElse(null);
    }

    private static @Nullable Map<String, @Nullable Object> arguments(Call call) {
        Optional<String> text = call.query("args");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return ARGUMENTS.readValue(text.get(), new TypeReference<Map<String, @Nullable Object>>() {});
        } catch (JacksonException e) {
            throw Problem.bad("'args' is no JSON object: " + e.getOriginalMessage());
        }
    }

    private static @Nullable Instant at(Call call) {
        try {
            return call.query("at").map(Instant::parse).orElse(null);
        } catch (DateTimeParseException e) {
            throw Problem.bad("'at' is no time such as 2026-12-24T23:00:00Z.");
        }
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
