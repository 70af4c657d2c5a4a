package dev.patchbay.audit.index;

import dev.patchbay.store.audit.AuditRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Takes from a line what the index keeps. */
final class IndexedLine {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String UNREADABLE = "unreadable";

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();

    private IndexedLine() {}

    static AuditRow row(String line, long seq, String segment, long offset) {
        IndexedLine read = new IndexedLine();
        try {
            read.read(line);
            return new AuditRow(seq, Instant.parse(read.texts.getOrDefault("at", "")),
                    read.texts.getOrDefault("kind", UNREADABLE), read.first("client", "account"),
                    read.first("entry", "action"), read.first("instance", "subject"), read.texts.get("decision"),
                    read.first("outcome", "reason"), read.numbers.get("bytes"), read.numbers.get("micros"),
                    read.texts.get("from"), segment, offset);
        } catch (JacksonException | DateTimeException e) {
            // somebody wrote into the file; verify says where, and the others must still be found
            return new AuditRow(seq, Instant.EPOCH, UNREADABLE, null, null, null, null, null, null, null, null, segment,
                    offset);
        }
    }

    private void read(String line) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING) {
                    texts.put(name, parser.getString());
                } else if (value == JsonToken.VALUE_NUMBER_INT) {
                    numbers.put(name, parser.getLongValue());
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private @Nullable String first(String name, String other) {
        String value = texts.get(name);
        return value != null ? value : texts.get(other);
    }
}
