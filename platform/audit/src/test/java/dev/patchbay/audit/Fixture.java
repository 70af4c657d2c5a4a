package dev.patchbay.audit;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.DefinitionJson;
import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.invocation.AuditTrail;
import dev.patchbay.invocation.AuditTrail.AuditedCall;
import dev.patchbay.invocation.Origin;
import dev.patchbay.invocation.Target;
import dev.patchbay.store.Database;
import dev.patchbay.store.DatabaseSettings;
import dev.patchbay.store.PoolSettings;
import dev.patchbay.store.audit.AuditIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A trail with an index in memory, and a catalog of two tools: {@code notes_find} reads, {@code notes_save} writes. */
final class Fixture implements AutoCloseable {
    static final Origin ORIGIN = new Origin("http", "127.0.0.1");
    private static final ObjectMapper JSON = new ObjectMapper();

    final Path data;
    final Database database;
    final AuditIndex index;
    final CatalogRegistry catalog = new CatalogRegistry();
    Audit audit;

    Fixture(Path data, AuditMode mode) throws IOException {
        this.data = data;
        this.database = Database.open(DatabaseSettings.inMemory()
                .withPool(new PoolSettings(4, 0, Duration.ofSeconds(5), Duration.ofMinutes(1))));
        this.index = new AuditIndex(database);
        this.audit = Audit.open(AuditOptions.of(data).withMode(mode), index, new SecureRandom());
    }

    void reopen(AuditMode mode) throws IOException {
        audit.close();
        audit = Audit.open(AuditOptions.of(data).withMode(mode), index, new SecureRandom());
    }

    /** A client with the id anna. */
    static final class Anna implements Caller {
        @Override
        public String id() {
            return "anna";
        }

        @Override
        public String displayName() {
            return "Anna";
        }

        @Override
        public Set<String> roles() {
            return Set.of("analyst");
        }
    }

    private static final class NoRuntime implements InstanceRuntime {
        @Override
        public String instance() {
            return "notes";
        }

        @Override
        public String pluginId() {
            return "notes";
        }

        @Override
        public String pluginVersion() {
            return "1.2.3";
        }

        @Override
        public RunningWork submit(PluginWork work, Duration limit) {
            throw new UnsupportedOperationException();
        }
    }

    void serve(Map<String, Object> schema) {
        catalog.put(new InstanceEntries("notes", Stream.of(traits(true), traits(false)).map(traits -> {
            ToolDefinition definition = ToolDefinition.builder(traits.readOnly() ? "find" : "save", "does it")
                    .inputSchema(schema).traits(traits).build();
            return new ToolEntry("notes_" + definition.name(), definition,
                    CanonicalJson.sha256(DefinitionJson.of(definition)), value -> List.of(), Optional.empty(),
                    call -> CallToolResult.text(""), new NoRuntime());
        }).toList(), List.of(), List.of(), List.of(), List.of(), Map.of()));
    }

    private static ToolTraits traits(boolean readOnly) {
        return ToolTraits.defaults().readOnly(readOnly);
    }

    AuditTrail trail() {
        return audit.trail(catalog::current, caller -> new Credential("key", "k_" + caller.id()));
    }

    static AuditedCall call(String tool, Map<String, @Nullable Object> arguments) {
        return new AuditedCall(new Anna(), "tools/call", tool, Optional.of(new Target(Target.Kind.TOOL, tool, tool,
                "notes", Optional.of(traits(tool.endsWith("find"))))), arguments, ORIGIN, Optional.empty());
    }

    static AuditedCall unknown(String method, String name, Map<String, @Nullable Object> arguments) {
        return new AuditedCall(new Anna(), method, name, Optional.empty(), arguments, ORIGIN, Optional.empty());
    }

    /** Returns what is in the file now, and no more than that. */
    String content() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(data.resolve("audit"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList()) {
                all.append(Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    /** Returns the records of a kind once everything is in the file. */
    List<JsonNode> records(String kind) throws IOException {
        audit.query(dev.patchbay.store.audit.AuditQuery.newest(1));
        List<JsonNode> records = new ArrayList<>();
        for (String line : content().lines().toList()) {
            JsonNode record = JSON.readTree(line);
            if (record.get("kind").stringValue().equals(kind)) {
                records.add(record);
            }
        }
        return records;
    }

    @Override
    public void close() throws IOException {
        try {
            audit.close();
        } finally {
            database.close();
        }
    }
}
