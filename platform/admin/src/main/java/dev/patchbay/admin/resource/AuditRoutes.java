package dev.patchbay.admin.resource;

import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.About;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import dev.patchbay.audit.Audit;
import dev.patchbay.audit.AuditHealth;
import dev.patchbay.audit.AuditPage;
import dev.patchbay.audit.chain.Anchor;
import dev.patchbay.audit.chain.ChainExport;
import dev.patchbay.audit.chain.Verification;
import dev.patchbay.store.audit.AuditQuery;
import dev.patchbay.store.audit.AuditRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /audit}: who called what, who changed what. */
public final class AuditRoutes {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private final Audit audit;
    private final ServerFiles files;
    private final Changes changes;

    /** Records that were found. */
    @About("Records, newest first. The next page: the same query, with before = seq of the last.")
    public record AuditRecords(List<AuditRecord> items,
            @About("The number of the last record that is searched already.") long indexed,
            @About("The number of the last record.") long head) {}

    /** A record. */
    public record AuditRecord(long seq, Instant at,
            @About("The MCP method of a call, or administration, authentication and so on.") String kind,
            @About("The client, or the administrator's account.") @Nullable String client,
            @About("The tool, prompt or resource, or the administrator's action.") @Nullable String entry,
            @About("The plugin's instance, or what the action is on.") @Nullable String instance,
            @Nullable String decision, @Nullable String outcome, @Nullable Long bytes, @Nullable Long micros,
            @Nullable String from,
            @About("The record as it is in the file; left out if it is not there: verify the trail.") @Nullable String line) {}

    /** What a look at the whole trail found. */
    @About("What a look at the whole trail found.")
    public record Verdict(boolean intact, long records,
            @About("The last record as seq:hash; keep it to verify against.") String head,
            List<AuditFinding> findings, @About("Further findings that are left out.") long more, List<String> notes) {}

    /** Something wrong. */
    public record AuditFinding(String problem, String file, long line, long seq, String text) {}

    /** What is to be verified against. */
    public record Known(
            @About("A head that was kept, as seq:hash; left out: what the index knows.") @Nullable String anchor) {}

    /** What is to be exported. */
    public record Part(@Nullable Long fromSeq, @Nullable Long toSeq, @Nullable Instant from, @Nullable Instant to) {}

    /** What was written. */
    @About("A file on the server that was written. Its owner alone may read it.")
    public record WrittenFile(String file, @About("Records in it, of an export.") @Nullable Long records) {}

    /** How the trail is. */
    public record Health(boolean ok, @Nullable String failure, long lost,
            @About("The last record on the disk, as seq:hash.") String synced, long indexed,
            @Nullable String indexFailure) {}

    AuditRoutes(Audit audit, ServerFiles files, Changes changes) {
        this.audit = audit;
        this.files = files;
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group group = table.group("audit");
        group.add(group.get("/audit", "queryAudit").about("Finds records, newest first.")
                .accepts("kind", "Such as tools/call or administration.")
                .accepts("client", "A client, or an administrator's account.")
                .accepts("entry", "A tool, prompt or resource, or an action such as client.create.")
                .accepts("instance", "A plugin's instance, or what an action is on.")
                .accepts("decision", "allowed or denied.").accepts("outcome", "Such as ok, error, or a reason code.")
                .accepts("since", "A time such as 2026-12-31T00:00:00Z.").accepts("until", "A time.")
                .accepts("before", "The number of a record: only earlier ones.")
                .accepts("limit", "How many at most; 100 unless said otherwise, 1000 at most.")
                .gives(AuditRecords.class), this::query);
        group.add(group.get("/audit/health", "auditHealth").about("Says how the trail is.").gives(Health.class),
                call -> health(audit.health()));
        group.add(group.post("/audit/verify", "verifyAudit").about("Looks at the whole trail for changes and gaps.")
                .takes(Known.class).gives(Verdict.class), this::verify);
        group.add(group.post("/audit/export", "exportAudit")
                .about("Writes a part of the trail into a file in the server's data folder.")
                .by(Right.ADMINISTRATOR).takes(Part.class).creates(WrittenFile.class), this::export);
    }

    private Object query(Call call) {
        long limit = number(call, "limit").orElse((long) DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Problem.bad("'limit' is " + limit + "; use 1 to " + MAX_LIMIT + ".");
        }
        AuditQuery query = new AuditQuery(text(call, "kind"), text(call, "client"), text(call, "entry"),
                text(call, "instance"), text(call, "decision"), text(call, "outcome"), time(call, "since"),
                time(call, "until"), number(call, "before").orElse(null), (int) limit);
        try {
            AuditPage page = audit.query(query);
            return new AuditRecords(page.records().stream().map(AuditRoutes::record).toList(), page.indexed(),
                    page.head());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String text(Call call, String name) {
        return call.query(name).orElse(null);
    }

    private static Optional<Long> number(Call call, String name) {
        return call.query(name).map(text -> {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw Problem.bad("'" + name + "' is '" + text + "'; write a whole number.");
            }
        });
    }

    private static @Nullable Instant time(Call call, String name) {
        return call.query(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw Problem.bad("'" + name + "' is '" + text + "'; write a time such as 2026-12-31T00:00:00Z.");
            }
        }).orElse(null);
    }

    private static AuditRecord record(AuditPage.Found found) {
        AuditRow row = found.row();
        return new AuditRecord(row.seq(), row.at(), row.kind(), row.client(), row.entry(), row.instance(),
                row.decision(), row.outcome(), row.bytes(), row.micros(), row.from(), found.line().orElse(null));
    }

    private static Health health(AuditHealth health) {
        return new Health(health.failure().isEmpty() && health.indexFailure().isEmpty(),
                health.failure().orElse(null), health.lost(), health.synced().toString(), health.indexed(),
                health.indexFailure().orElse(null));
    }

    private Object verify(Call call) {
        String anchor = call.body(Known.class).anchor();
        try {
            return verdict(anchor == null ? audit.verify() : audit.verify(Anchor.parse(anchor)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts what was found into the form of the interface.
     *
     * @param found what was found
     * @return the same
     */
    public static Verdict verdict(Verification found) {
        return new Verdict(found.isIntact(), found.records(), found.head().toString(),
                found.findings().stream()
                        .map(each -> new AuditFinding(ApiJson.word(each.problem()),
                                each.segment(), each.line(), each.seq(), each.text()))
                        .toList(),
                found.more(), found.notes());
    }

    private Object export(Call call) {
        Part part = call.body(Part.class);
        ChainExport.Range range = new ChainExport.Range(part.fromSeq() == null ? 1 : part.fromSeq(),
                part.toSeq() == null ? Long.MAX_VALUE : part.toSeq(), part.from() == null ? Instant.MIN : part.from(),
                part.to() == null ? Instant.MAX : part.to());
        return changes.make(call, () -> {
            Map<String, @Nullable Object> details = new LinkedHashMap<>();
            details.put("from", range.fromSeq() + " " + range.from());
            details.put("to", range.toSeq() + " " + range.to());
            return new Planned<>("audit.export", null, details, () -> {
                try {
                    return written(files.place("exports", "audit", ".jsonl"), range);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        });
    }

    private WrittenFile written(ServerFiles.Place place, ChainExport.Range range) throws IOException {
        try (OutputStream out = new BufferedOutputStream(place.create())) {
            return new WrittenFile(place.path().toString(), audit.export(range, out));
        }
    }
}
