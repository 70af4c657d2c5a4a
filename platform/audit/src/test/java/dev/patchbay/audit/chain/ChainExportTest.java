package dev.patchbay.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.audit.chain.ChainExport.Range;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainExportTest {
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir private Path folder;

    private String export(Range range) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long count = ChainExport.export(folder, range, out);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text.lines().count()).isEqualTo(count == 0 ? 0 : count + 1);
        return text;
    }

    private static Verification verify(String export, @Nullable Anchor before) throws IOException {
        return ChainVerifier.verifyExport(new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)), before);
    }

    private Range numbers(long from, long to) {
        return new Range(from, to, Instant.MIN, Instant.MAX);
    }

    @Test
    void writesTheLinesOfARangeOverSegmentsAsTheyAre() throws IOException {
        Trail.write(folder, 4096, 40);
        List<String> all = Trail.allLines(folder);
        List<String> lines = export(numbers(10, 35)).lines().toList();
        assertThat(lines.subList(1, lines.size())).isEqualTo(all.subList(9, 35));
        assertThat(lines.getFirst()).isEqualTo("{\"kind\":\"export\",\"first\":10,\"last\":35,\"prev\":\""
                + Trail.hash(all.get(8)) + "\"}");
        assertThat(export(Range.ALL).lines().skip(1)).isEqualTo(all);
        assertThat(export(numbers(1000, 2000))).isEmpty();
    }

    @Test
    void canBeVerifiedAlone() throws IOException {
        Trail.write(folder, 4096, 40);
        String export = export(numbers(10, 35));
        Anchor before = new Anchor(9, Trail.hash(Trail.allLines(folder).get(8)));
        Verification found = verify(export, before);
        assertThat(found.findings()).isEmpty();
        assertThat(found.records()).isEqualTo(26);
        assertThat(found.head()).isEqualTo(new Anchor(35, Trail.hash(Trail.allLines(folder).get(34))));
        assertThat(verify(export.replace("step 12", "step 99"), null).findings())
                .extracting(Finding::problem).containsExactly(Problem.CHANGED);
        List<String> lines = new ArrayList<>(export.lines().toList());
        lines.removeLast();
        assertThat(verify(String.join("\n", lines) + "\n", null).findings())
                .extracting(Finding::problem).containsExactly(Problem.CUT);
        lines.remove(1);
        assertThat(verify(String.join("\n", lines) + "\n", null).isIntact()).isFalse();
        assertThat(verify(export, new Anchor(9, "1".repeat(64))).findings())
                .extracting(Finding::problem).containsExactly(Problem.REWRITTEN);
        assertThatThrownBy(() -> verify("{\"seq\":1}\n", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesARangeOfTimeEvenWhenTheClockWentBack() throws IOException {
        AtomicLong seconds = new AtomicLong();
        AuditFileSettings settings = new AuditFileSettings(folder, 1 << 20, Duration.ofMillis(100),
                () -> START.plusSeconds(seconds.get()));
        try (AuditFile file = AuditFile.open(settings)) {
            for (long at : new long[]{10, 20, 15, 30, 40}) {
                seconds.set(at);
                file.write("test", line -> line.number("n", at));
            }
        }
        String export = export(new Range(1, Long.MAX_VALUE, START.plusSeconds(15), START.plusSeconds(40)));
        assertThat(export.lines().skip(1).map(line -> line.replaceAll(".*\"n\":([0-9]+).*", "$1")))
                .containsExactly("20", "15", "30");
        assertThat(verify(export, null).findings()).isEmpty();
    }
}
