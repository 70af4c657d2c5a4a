package dev.patchbay.server.command;

import dev.patchbay.audit.chain.Anchor;
import dev.patchbay.audit.chain.ChainVerifier;
import dev.patchbay.audit.chain.Verification;
import dev.patchbay.audit.index.Anchors;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.running.DataFolder;
import dev.patchbay.server.running.DatabaseOfConfiguration;
import dev.patchbay.server.running.StartException;
import dev.patchbay.store.Database;
import dev.patchbay.store.StoreException;
import dev.patchbay.store.audit.AuditIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay audit}. */
@Command(name = "audit", description = "Shows, checks and exports the record of calls and of what administrators did.",
        synopsisSubcommandLabel = "COMMAND", footer = {"", "Examples:",
            "  patchbay audit query --client ada --since 2h", "  patchbay audit query --kind administration",
            "  patchbay audit verify", "  patchbay audit export november.jsonl --since 2026-11-01 --until 2026-12-01"})
final class AuditCommand implements Runnable {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    private final Surroundings surroundings;
    private final InstantSource clock = InstantSource.system();

    @Spec private CommandSpec spec = CommandSpec.create();

    AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with the audit trail: a command is missing.");
    }

    /** When. */
    static final class Times {
        @Option(names = "--since", paramLabel = "TIME",
                description = "From when on: 2h, 3d, 2026-11-21 or 2026-11-21T10:00:00Z.") private @Nullable String since;
        @Option(names = "--until", paramLabel = "TIME",
                description = "Until when, in the same form.") private @Nullable String until;
    }

    private @Nullable String time(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            Duration back = switch (ago.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
            return clock.instant().minus(back).toString();
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text).toString()
                    : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant().toString();
        } catch (DateTimeException e) {
            throw new CommandException(ExitCode.USAGE,
                    "'" + text + "' is no time; write 2h, 3d, 2026-11-21 or 2026-11-21T10:00:00Z.");
        }
    }

    @Command(name = "query", mixinStandardHelpOptions = true, description = "Finds records, newest first.",
            footer = {"", "Examples:",
                "  patchbay audit query --client ada --decision denied --since 1d",
                "  patchbay audit query --entry hello_greet --limit 20",
                "  patchbay audit query --kind administration --json"})
    int query(@Mixin AdminOptions options, @Mixin Times times,
            @Option(names = "--client", paramLabel = "CLIENT",
                    description = "Whose calls; or an administrator's account.") @Nullable String client,
            @Option(names = "--entry", paramLabel = "NAME",
                    description = "A tool, prompt or resource; or an action such as client.create.") @Nullable String entry,
            @Option(names = "--kind", paramLabel = "KIND",
                    description = "Such as tools/call or administration.") @Nullable String kind,
            @Option(names = "--decision", paramLabel = "allowed|denied",
                    description = "What was decided.") @Nullable String decision,
            @Option(names = "--outcome", paramLabel = "OUTCOME",
                    description = "Such as ok, error, or a reason code.") @Nullable String outcome,
            @Option(names = "--before", paramLabel = "SEQ",
                    description = "Only records before this number: the next page.") @Nullable String before,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50",
                    description = "How many (default: ${DEFAULT-VALUE}).") String limit)
            throws Exception {
        Map<String, Object> found = options.connect(surroundings).get("/audit" + AdminConnection.query("client", client,
                "entry", entry, "kind", kind, "decision", decision, "outcome", outcome, "since", time(times.since),
                "until", time(times.until), "before", before, "limit", limit));
        return options.print(surroundings, found, () -> Table.of(AdminConnection.objects(found, "items"), "seq", "at",
                "kind", "client", "entry", "instance", "decision", "outcome", "from").text("Nothing was found."));
    }

    @Command(name = "verify", mixinStandardHelpOptions = true,
            description = {"Looks at the whole trail for changes and gaps; exit code 1 if it finds any.",
                "Works with and without a running server. Keep the head it prints elsewhere: with --against, also a trail"
                        + " that was written anew as a whole is found out."},
            footer = {"", "Examples:", "  patchbay audit verify",
                "  patchbay audit verify --against 4711:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"})
    int verify(@Mixin AdminOptions options,
            @Option(names = "--against", paramLabel = "SEQ:HASH",
                    description = "A head that was kept.") @Nullable String anchor)
            throws Exception {
        Configuration configuration = options.read(surroundings);
        Path data = configuration.folder(Settings.FOLDERS_DATA);
        Map<String, Object> verdict = DataFolder.isTaken(data)
                ? options.connect(surroundings).post("/audit/verify",
                        anchor == null ? Map.of() : Map.of("anchor", anchor))
                : verdict(verified(configuration, data, anchor));
        boolean intact = Boolean.TRUE.equals(verdict.get("intact"));
        options.print(surroundings, verdict, () -> text(verdict, intact));
        return intact ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Verification verified(Configuration configuration, Path data, @Nullable String anchor)
            throws StartException {
        Path folder = data.resolve("audit");
        if (!Files.isDirectory(folder)) {
            throw new CommandException(ExitCode.FAILED, "There is no audit trail in " + data + ".");
        }
        try {
            return anchor == null
                    ? verifiedByIndex(configuration, data, folder)
                    : ChainVerifier.verify(folder, List.of(Anchor.parse(anchor)).iterator());
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (StoreException | IOException e) {
            throw new CommandException(ExitCode.FAILED, "The audit trail cannot be verified: " + e.getMessage());
        }
    }

    /** Against what the database knows of it, so that a shortened end is found too. */
    private static Verification verifiedByIndex(Configuration configuration, Path data, Path folder)
            throws StartException, IOException {
        BackupCommand.requireInstallation(configuration, data);
        try (DataFolder taken = DataFolder.take(data);
                Database database = Database.open(DatabaseOfConfiguration.settings(configuration, taken.path()))) {
            return ChainVerifier.verify(folder, Anchors.of(new AuditIndex(database)).iterator());
        }
    }

    private static Map<String, Object> verdict(Verification found) {
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("intact", found.isIntact());
        verdict.put("records", found.records());
        verdict.put("head", found.head().toString());
        verdict.put("findings", found.findings().stream().map(each -> {
            Map<String, Object> finding = new LinkedHashMap<>();
            finding.put("problem", each.problem().name().toLowerCase(Locale.ROOT));
            finding.put("file", each.segment());
            finding.put("line", each.line());
            finding.put("seq", each.seq());
            finding.put("text", each.text());
            return finding;
        }).toList());
        verdict.put("more", found.more());
        verdict.put("notes", found.notes());
        return verdict;
    }

    private static String text(Map<String, Object> verdict, boolean intact) {
        StringBuilder text = new StringBuilder(intact
                ? "The trail is whole: " + verdict.get("records") + " records.\nHead: " + verdict.get("head")
                : "The trail is NOT whole, of " + verdict.get("records") + " records:");
        AdminConnection.objects(verdict, "findings").forEach(each -> text.append("\n  ").append(each.get("file"))
                .append(" line ").append(each.get("line")).append(": ").append(each.get("problem")).append(". ")
                .append(each.get("text")));
        if (verdict.get("more") instanceof Number more && more.longValue() > 0) {
            text.append("\n  and ").append(more).append(" more");
        }
        if (verdict.get("notes") instanceof List<?> notes) {
            notes.forEach(note -> text.append("\nNote: ").append(note));
        }
        return text.toString();
    }

    @Command(name = "export", mixinStandardHelpOptions = true,
            description = {
                "Writes a part of the trail into a file, one JSON object a line, which can be verified alone.",
                "The export itself is recorded."},
            footer = {"", "Examples:", "  patchbay audit export all.jsonl",
                "  patchbay audit export november.jsonl --since 2026-11-01 --until 2026-12-01"})
    int export(@Mixin AdminOptions options, @Mixin Times times,
            @Parameters(paramLabel = "FILE", description = "Where to; must not exist.") Path file) throws Exception {
        ServerFile target = new ServerFile(file);
        Map<String, Object> body = new LinkedHashMap<>();
        ClientCommand.put(body, "from", time(times.since));
        ClientCommand.put(body, "to", time(times.until));
        Map<String, Object> written = target.fetched(options.connect(surroundings).post("/audit/export", body));
        return options.print(surroundings, written,
                () -> "Wrote " + written.get("records") + " records to " + written.get("file") + ".");
    }
}
