package dev.patchbay.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TornTailTest {
    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("000001.jsonl");
    }

    @Test
    void cutsTheLastRecordWhereverItIsTorn() throws IOException {
        Trail.write(folder, 1 << 20, 3);
        byte[] whole = Files.readAllBytes(file());
        int lastLine = whole.length - 1;
        while (whole[lastLine - 1] != '\n') {
            lastLine--;
        }
        for (int end = lastLine; end <= whole.length; end++) {
            Files.write(file(), Arrays.copyOf(whole, end));
            int torn = end == whole.length ? 0 : end - lastLine;
            assertThat(ChainVerifier.verify(folder).findings()).as("torn at %s", end).isEmpty();
            AuditFile.open(AuditFileSettings.of(folder)).close();
            List<String> lines = Trail.lines(file());
            Verification found = ChainVerifier.verify(folder);
            assertThat(found.findings()).as("torn at %s", end).isEmpty();
            if (torn > 0) {
                assertThat(lines.get(5)).contains("\"seq\":6,", "\"kind\":\"recovered\",\"bytes\":" + torn + ",");
                assertThat(found.notes()).singleElement().asString().contains(torn + " bytes");
            } else {
                assertThat(String.join("\n", lines)).doesNotContain("recovered");
            }
        }
    }

    @Test
    void cutsWhatAPowerCutLeavesBehindTheLastRecord() throws IOException {
        for (String rest : List.of("\0\0\0\0", "\0".repeat(300_000), "{\"seq\":7,\0\0\0\n", "garbage\n\n{\"seq\"",
                "x".repeat(70_000) + "\n")) {
            Path own = Files.createTempDirectory(folder, "case");
            Trail.write(own, 1 << 20, 3);
            Path segment = own.resolve("000001.jsonl");
            Files.writeString(segment, Files.readString(segment) + rest);
            AuditFile.open(AuditFileSettings.of(own)).close();
            assertThat(ChainVerifier.verify(own).findings()).isEmpty();
            assertThat(Files.readString(segment)).contains("\"kind\":\"recovered\",\"bytes\":" + rest.length() + ",");
        }
    }

    @Test
    void beginsTheHeaderAgainWhenItIsTorn() throws IOException {
        Trail.write(folder, 4096, 60);
        int last = new Segments(folder).numbers().getLast();
        String header = Trail.lines(new Segments(folder).file(last)).getFirst();
        for (String left : List.of("", header.substring(0, 40), header)) {
            Files.writeString(new Segments(folder).file(last), left);
            AuditFile.open(AuditFileSettings.of(folder).withSegmentBytes(4096)).close();
            Verification found = ChainVerifier.verify(folder);
            assertThat(found.findings()).isEmpty();
            assertThat(found.notes()).hasSize(left.isEmpty() ? 0 : 1);
        }
    }

    @Test
    void leavesAWholeRecordWithAWrongHashForVerifyToFind() throws IOException {
        Trail.write(folder, 1 << 20, 3);
        List<String> lines = Trail.lines(file());
        lines.set(4, lines.get(4).replace("step 3", "step 9"));
        Trail.rewrite(file(), lines.subList(0, 5));
        AuditFile.open(AuditFileSettings.of(folder)).close();
        assertThat(Trail.lines(file())).contains(lines.get(4));
        assertThat(ChainVerifier.verify(folder).findings()).extracting(Finding::problem)
                .containsExactly(Problem.CHANGED);
    }
}
