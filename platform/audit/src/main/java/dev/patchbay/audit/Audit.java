package dev.patchbay.audit;

import dev.patchbay.api.call.Caller;
import dev.patchbay.audit.chain.Anchor;
import dev.patchbay.audit.chain.AuditFile;
import dev.patchbay.audit.chain.AuditFileSettings;
import dev.patchbay.audit.chain.AuditUnavailableException;
import dev.patchbay.audit.chain.ChainExport;
import dev.patchbay.audit.chain.ChainReader;
import dev.patchbay.audit.chain.ChainVerifier;
import dev.patchbay.audit.chain.LineWriter;
import dev.patchbay.audit.chain.Verification;
import dev.patchbay.audit.index.Anchors;
import dev.patchbay.audit.index.IndexFiller;
import dev.patchbay.audit.redaction.AuditKey;
import dev.patchbay.audit.redaction.RedactionPlan;
import dev.patchbay.audit.redaction.Redactor;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.invocation.AuditTrail;
import dev.patchbay.invocation.Origin;
import dev.patchbay.store.audit.AuditIndex;
import dev.patchbay.store.audit.AuditQuery;
import dev.patchbay.store.audit.AuditRow;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail of an installation: records calls, what administrators do and what else matters to security; finds,
 * exports and verifies records. The file counts; the index in the database can be lost.
 *
 * <p>Threads: any. What says so blocks and is not for I/O threads.
 */
public final class Audit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AuditOptions options;
    private final AuditFile file;
    private final AuditIndex index;
    private final IndexFiller filler;
    private final Redactor redactor;
    private final SecureRandom random;

    private Audit(AuditOptions options, AuditFile file, AuditIndex index, AuditKey key, SecureRandom random) {
        this.options = options;
        this.file = file;
        this.index = index;
        this.filler = new IndexFiller(file, index, options.clock());
        this.redactor = new Redactor(key);
        this.random = random;
    }

    /**
     * Opens the trail, or begins it. Close it before the database.
     *
     * @param options where and how
     * @param index the index
     * @param random where a new key comes from
     * @return the open trail
     * @throws IOException if the file or the key cannot be read or written; then nothing may be served
     */
    public static Audit open(AuditOptions options, AuditIndex index, SecureRandom random) throws IOException {
        AuditKey key = AuditKey.load(options.data().resolve("audit.key"), random);
        AuditFile file = AuditFile.open(new AuditFileSettings(options.folder(), options.segmentBytes(),
                Duration.ofMillis(100), options.clock()));
        Audit audit = new Audit(options, file, index, key, random);
        audit.filler.start();
        return audit;
    }

    /**
     * Returns what records calls.
     *
     * @param catalog the entries, for the schemas of tools
     * @param credentials how a caller was known
     * @return the station of the pipeline; records nothing in mode {@link AuditMode#OFF}
     */
    public AuditTrail trail(Supplier<Catalog> catalog, Function<Caller, Credential> credentials) {
        return options.mode() == AuditMode.OFF
                ? AuditTrail.OFF
                : new CallTrail(file, options.mode(), redactor, catalog, credentials, random);
    }

    /**
     * Records what an administrator does, before it is done. Blocks until the record is on the disk.
     *
     * @param event what
     * @throws AuditUnavailableException if it cannot be recorded; then it must not be done
     */
    public void administration(AdministrationEvent event) {
        file.syncAndWait("administration", line -> {
            line.text("account", event.account()).text("method", event.method()).text("action", event.action())
                    .text("subject", event.subject());
            rest(line, event.origin(), event.decision(), event.reason(), event.details());
        });
    }

    /**
     * Records what happened beside the calls. Does not wait.
     *
     * @param event what
     */
    public void security(SecurityEvent event) {
        file.append(event.kind(), line -> {
            line.text("client", event.client()).text("subject", event.subject());
            rest(line, event.origin(), event.decision(), event.reason(), event.details());
        });
    }

    private void rest(LineWriter line, Origin origin, @Nullable String decision, @Nullable String reason,
            Map<String, @Nullable Object> details) {
        line.text("transport", origin.transport());
        if (!origin.address().isEmpty()) {
            line.text("from", origin.address());
        }
        line.text("decision", decision).text("reason", reason);
        redactor.write(line, details, RedactionPlan.NONE);
    }

    /**
     * Finds records, newest first. Blocks; waits up to two seconds for an index that is behind.
     *
     * @param query what is looked for
     * @return the records, and how far the index reaches
     * @throws IOException if the file cannot be read
     */
    public AuditPage query(AuditQuery query) throws IOException {
        filler.catchUp(PATIENCE);
        List<AuditPage.Found> found = new ArrayList<>();
        for (AuditRow row : index.query(query)) {
            Optional<String> line = ChainReader.find(file.folder(), row.segment(), row.offset(), row.seq())
                    .map(ChainReader.Found::line);
            found.add(new AuditPage.Found(row, line));
        }
        return new AuditPage(found, filler.indexed(), file.written().head().seq());
    }

    /**
     * Verifies the whole trail against what the index knows. Blocks, for about a second per gigabyte or two.
     *
     * @return what was found
     * @throws IOException if a file cannot be read
     */
    public Verification verify() throws IOException {
        return ChainVerifier.verify(file.folder(), Anchors.of(index).iterator());
    }

    /**
     * Verifies the whole trail against a record that the administrator kept. Blocks.
     *
     * @param known the record and its hash
     * @return what was found
     * @throws IOException if a file cannot be read
     */
    public Verification verify(Anchor known) throws IOException {
        return ChainVerifier.verify(file.folder(), List.of(known).iterator());
    }

    /**
     * Exports a part of the trail as JSON Lines. Blocks.
     *
     * @param range which part
     * @param out where to; not closed
     * @return how many records
     * @throws IOException if something cannot be read or written
     */
    public long export(ChainExport.Range range, OutputStream out) throws IOException {
        file.written();
        return ChainExport.export(file.folder(), range, out);
    }

    /**
     * Returns how the trail is.
     *
     * @return its health
     */
    public AuditHealth health() {
        return new AuditHealth(file.failure().map(failure -> String.valueOf(failure.getMessage())), file.lost(),
                file.synced().head(), filler.indexed(), filler.failure());
    }

    /**
     * Records the end, brings everything to the disk and into the index, and lets go of the file. What comes later is
     * refused.
     *
     * @throws IOException if the file cannot be closed
     */
    @Override
    public void close() throws IOException {
        try {
            file.close();
            LOG.info("The audit trail is closed at {}; whoever keeps this elsewhere can verify against it",
                    file.synced().head());
        } finally {
            filler.close();
        }
    }
}
