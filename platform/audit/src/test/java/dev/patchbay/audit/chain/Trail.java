package dev.patchbay.audit.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What tests do with a folder of segments. */
final class Trail {
    private Trail() {}

    /** Writes records numbered from 1 in their member {@code n}, and closes. */
    static void write(Path folder, long segmentBytes, int records) throws IOException {
        try (AuditFile file = AuditFile.open(AuditFileSettings.of(folder).withSegmentBytes(segmentBytes))) {
            for (int i = 1; i <= records; i++) {
                int n = i;
                file.append("test", line -> line.number("n", n).text("text", "what happened in step " + n));
            }
        }
    }

    static List<String> lines(Path file) throws IOException {
        return new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    static List<String> allLines(Path folder) throws IOException {
        List<String> all = new ArrayList<>();
        Segments segments = new Segments(folder);
        for (int number : segments.numbers()) {
            all.addAll(lines(segments.file(number)));
        }
        return all;
    }

    static void rewrite(Path file, List<String> lines) throws IOException {
        Files.writeString(file, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    /** Returns a line with the hash that it must have after another. */
    static String sealed(String line, String previous) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        Line parsed = Line.of(bytes, 0, bytes.length);
        if (parsed == null) {
            throw new AssertionError("no record: " + line);
        }
        return line.substring(0, line.length() - Line.TAIL) + ",\"hash\":\""
                + parsed.hashAfter(previous, Line.sha256()) + "\"}";
    }

    static String hash(String line) {
        return line.substring(line.length() - 66, line.length() - 2);
    }
}
