package dev.patchbay.plugins.database.migration;

import dev.patchbay.api.PluginContext;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.plugins.database.access.Dialect;
import dev.patchbay.plugins.database.access.Source;
import dev.patchbay.plugins.database.migration.MigrationFiles.Script;
import dev.patchbay.plugins.database.schema.Introspection;
import dev.patchbay.plugins.database.schema.TableName;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the history that Flyway or Liquibase keeps in a database with the files, or the list, that an administrator
 * configured. A history alone knows what was done and what failed, never what is missing, and the answer says so.
 */
public final class MigrationCheck {
    private static final List<String> TABLES = List.of("flyway_schema_history", "databasechangelog");
    private static final String FLYWAY = "flyway";
    private static final String LIQUIBASE = "liquibase";

    private final PluginContext context;
    private final Migrations settings;
    private final Source source;

    /**
     * Creates a check.
     *
     * @param context the host, for its files
     * @param settings where the migrations are
     * @param source the database
     */
    public MigrationCheck(PluginContext context, Migrations settings, Source source) {
        this.context = context;
        this.settings = settings;
        this.source = source;
    }

    private record Row(String name, Optional<String> version, boolean success, Optional<Integer> checksum,
            String type) {}

    private record History(String tool, List<Row> rows) {
        Optional<String> last() {
            return rows.stream().filter(Row::success).reduce((a, b) -> b).map(Row::name);
        }
    }

    /**
     * Looks.
     *
     * @return what is known
     * @throws SQLException if the database does not answer
     */
    public MigrationStatus check() throws SQLException {
        History history = source.reading(this::history);
        List<String> failed = history.rows().stream().filter(row -> !row.success()).map(Row::name).toList();
        List<String> pending = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        String comparedWith = "nothing";
        Optional<String> note = Optional.empty();
        try {
            if (settings.folder().isPresent()) {
                comparedWith = "folder " + settings.folder().get();
                note = compareFolder(history, settings.folder().get(), pending, changed);
            } else if (!settings.expected().isEmpty()) {
                comparedWith = "the configured list";
                compareList(history, pending);
            } else {
                note = Optional
                        .of("Only the history was looked at: it knows what was applied and what failed, not what is"
                                + " missing. An administrator can configure a folder or a list to compare with"
                                + " (migrations).");
            }
        } catch (IOException e) {
            throw new ToolException("The migration files cannot be read: " + e.getMessage(), e).code("upstream_error");
        }
        boolean isKnown = note.isEmpty() || !pending.isEmpty() || !failed.isEmpty();
        return new MigrationStatus(source.name(), history.tool(),
                isKnown ? Optional.of(!pending.isEmpty() || !failed.isEmpty()) : Optional.empty(), pending, failed,
                changed,
                (int) history.rows().stream().filter(Row::success).count(), history.last(), comparedWith, note);
    }

    private Optional<String> compareFolder(History history, String folder, List<String> pending, List<String> changed)
            throws IOException {
        MigrationFiles files = new MigrationFiles(context.files());
        List<Script> scripts = history.tool().equals(LIQUIBASE) ? List.of() : files.flyway(folder);
        Map<String, String> changesets = history.tool().equals(FLYWAY) ? Map.of() : files.liquibase(folder);
        if (scripts.isEmpty() && changesets.isEmpty()) {
            return Optional.of("The folder has no file that is named or written as " + (history.tool().equals("none")
                    ? "Flyway or Liquibase name and write them"
                    : history.tool() + " does it"));
        }
        Set<String> applied = new LinkedHashSet<>();
        Map<String, Row> last = new HashMap<>();
        history.rows().stream().filter(Row::success).forEach(row -> {
            applied.add(row.version().map(MigrationCheck::normal).orElse(row.name()));
            last.put(row.name(), row);
        });
        Optional<String> baseline = history.rows().stream().filter(row -> row.type().equals("BASELINE"))
                .flatMap(row -> row.version().stream()).reduce((a, b) -> b);
        Set<String> own = scripts.stream().map(Script::script).collect(Collectors.toSet());
        for (Script script : scripts) {
            String applies = inHistory(script.script(), last.keySet(), own);
            boolean isKnown = script.version().map(MigrationCheck::normal).map(applied::contains)
                    .orElse(last.containsKey(applies));
            boolean isBefore = script.version().isPresent() && baseline.isPresent()
                    && compare(script.version().get(), baseline.get()) <= 0;
            Row row = last.get(applies);
            boolean isOther = row != null && row.checksum().isPresent() && script.checksum().isPresent()
                    && row.checksum().get() != script.checksum().getAsInt();
            if (!isKnown && !isBefore || isOther && script.version().isEmpty()) {
                pending.add(script.script());
            } else if (isOther) {
                changed.add(script.script());
            }
        }
        changesets.keySet().stream().filter(changeset -> !applied.contains(changeset)).forEach(pending::add);
        return !changesets.isEmpty() && files.hasOther(folder)
                ? Optional.of("Changelogs in YAML and JSON were not read; changesets in them are not compared")
                : Optional.empty();
    }

    /** A script is called by its path below the location that Flyway was given, which may lie below the folder. */
    private static String inHistory(String script, Set<String> history, Set<String> others) {
        String name = script;
        while (!history.contains(name)) {
            int end = name.indexOf('/');
            if (end < 0 || others.contains(name.substring(end + 1))) {
                return script;
            }
            name = name.substring(end + 1);
        }
        return name;
    }

    private void compareList(History history, List<String> pending) {
        Set<String> applied = new LinkedHashSet<>();
        history.rows().stream().filter(Row::success)
                .forEach(row -> applied.add(normal(row.version().orElse(row.name()))));
        settings.expected().stream().filter(each -> !applied.contains(normal(each))).forEach(pending::add);
    }

    /** 1.0 and 1 and 01 are the same version. */
    private static String normal(String version) {
        if (!version.matches("[0-9]+(?:[._][0-9]+)*")) {
            return version;
        }
        List<String> parts = new ArrayList<>(List.of(version.split("[._]")));
        parts.replaceAll(part -> part.replaceFirst("^0+(?=.)", ""));
        while (parts.size() > 1 && parts.getLast().equals("0")) {
            parts.removeLast();
        }
        return String.join(".", parts);
    }

    private static int compare(String one, String other) {
        String[] a = one.split("[._]");
        String[] b = other.split("[._]");
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int difference = new java.math.BigInteger(i < a.length ? a[i] : "0")
                    .compareTo(new java.math.BigInteger(i < b.length ? b[i] : "0"));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private History history(Connection connection, Dialect dialect) throws SQLException {
        Introspection introspection = new Introspection(connection, dialect);
        List<String> names = settings.table().map(List::of).orElse(TABLES);
        for (String name : names) {
            Optional<TableName> table = introspection.find(settings.schema(), name);
            if (table.isPresent()) {
                Map<String, String> columns = new HashMap<>();
                introspection.columns(table.get()).forEach(column -> columns.put(
                        String.valueOf(column.get("name")).toLowerCase(Locale.ROOT),
                        dialect.quoted((String) column.get("name"))));
                String in = table.get().schema().isEmpty() ? "" : dialect.quoted(table.get().schema()) + ".";
                String from = " FROM " + in + dialect.quoted(table.get().name());
                return columns.containsKey("installed_rank")
                        ? new History(FLYWAY, flyway(connection, columns, from))
                        : new History(LIQUIBASE, liquibase(connection, columns, from));
            }
        }
        return new History("none", List.of());
    }

    private static List<Row> flyway(Connection connection, Map<String, String> columns, String from)
            throws SQLException {
        List<Row> rows = new ArrayList<>();
        String sql = "SELECT " + columns.get("script") + ", " + columns.get("version") + ", " + columns.get("success")
                + ", " + columns.get("checksum") + ", " + columns.get("type") + from + " ORDER BY "
                + columns.get("installed_rank");
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                int checksum = result.getInt(4);
                rows.add(new Row(result.getString(1), Optional.ofNullable(result.getString(2)), result.getBoolean(3),
                        isNull(result, 4) ? Optional.empty() : Optional.of(checksum), result.getString(5)));
            }
        }
        return rows;
    }

    private static boolean isNull(ResultSet result, int index) throws SQLException {
        return result.getObject(index) == null;
    }

    private static List<Row> liquibase(Connection connection, Map<String, String> columns, String from)
            throws SQLException {
        List<Row> rows = new ArrayList<>();
        String sql = "SELECT " + columns.get("id") + ", " + columns.get("author") + ", " + columns.get("exectype")
                + from
                + " ORDER BY " + columns.get("orderexecuted");
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                String type = String.valueOf(result.getString(3));
                rows.add(new Row(result.getString(2) + ":" + result.getString(1), Optional.empty(),
                        !type.equals("FAILED"), Optional.empty(), type));
            }
        }
        return rows;
    }
}
