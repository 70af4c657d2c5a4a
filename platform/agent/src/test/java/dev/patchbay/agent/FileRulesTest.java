package dev.patchbay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRulesTest {
    @TempDir private Path folder;
    private Path readable;
    private Path writable;
    private Path outside;
    private Rules rules;

    @BeforeEach
    void grant() throws IOException {
        readable = Files.createDirectory(folder.resolve("in"));
        writable = Files.createDirectory(folder.resolve("out"));
        outside = Files.writeString(folder.resolve("outside.txt"), "secret");
        rules = new Rules(List.of(), List.of(readable), List.of(writable), Set.of());
    }

    @Test
    void whatIsBelowAGrantedFolderMayBeReadAndOnlyBelowAWritableOneWritten() {
        assertThat(FileRules.mayRead(rules, readable.resolve("a/b"))).isTrue();
        assertThat(FileRules.mayWrite(rules, readable.resolve("a/b"))).isFalse();
        assertThat(FileRules.mayRead(rules, writable.resolve("a"))).isTrue();
        assertThat(FileRules.mayWrite(rules, writable.resolve("a"))).isTrue();
        assertThat(FileRules.mayRead(rules, outside)).isFalse();
        assertThat(FileRules.mayWrite(rules, outside)).isFalse();
    }

    @Test
    void noNameAndNoLinkLeadsOut() throws IOException {
        Path link = Files.createSymbolicLink(writable.resolve("link"), outside);
        Path loose = Files.createSymbolicLink(writable.resolve("loose"), folder.resolve("not-there"));
        Path up = Files.createSymbolicLink(writable.resolve("up"), folder);
        assertThat(FileRules.mayRead(rules, writable.resolve("../outside.txt"))).isFalse();
        assertThat(FileRules.mayRead(rules, folder.resolve("in-sibling"))).isFalse();
        assertThat(FileRules.mayRead(rules, link)).isFalse();
        assertThat(FileRules.mayWrite(rules, link)).isFalse();
        assertThat(FileRules.mayWrite(rules, loose)).isFalse();
        assertThat(FileRules.mayRead(rules, up.resolve("outside.txt"))).isFalse();
        assertThat(FileRules.mayWrite(rules, up.resolve("new/file"))).isFalse();
    }

    @Test
    void aLinkInAWritableFolderMayBeDeletedWhereverItLeads() throws IOException {
        Path link = Files.createSymbolicLink(writable.resolve("link"), outside);
        assertThat(FileRules.mayTouchLink(rules.writable(), link)).isTrue();
        assertThat(FileRules.mayTouchLink(rules.writable(), readable.resolve("file"))).isFalse();
    }

    @Test
    void aGrantedFolderMayBeALinkItself() throws IOException {
        Path alias = Files.createSymbolicLink(folder.resolve("alias"), writable);
        Rules aliased = new Rules(List.of(), List.of(), List.of(alias), Set.of());
        assertThat(FileRules.mayWrite(aliased, alias.resolve("file"))).isTrue();
        assertThat(FileRules.mayWrite(aliased, writable.resolve("file"))).isTrue();
    }

    @Test
    void theJdkReadsWhatItNeedsForEverybodyAndNobodyWritesIt() {
        Path home = Path.of(System.getProperty("java.home"));
        for (Path path : List.of(home.resolve("lib/security/cacerts"), Path.of("/etc/resolv.conf"),
                Path.of("/etc/hosts"), Path.of("/dev/urandom"), Path.of("/usr/share/zoneinfo/UTC"))) {
            assertThat(FileRules.mayRead(Rules.NONE, path)).as("%s", path).isTrue();
            assertThat(FileRules.mayWrite(Rules.NONE, path)).as("%s", path).isFalse();
        }
        assertThat(FileRules.mayRead(Rules.NONE, home.resolve("../../etc/passwd"))).isFalse();
        assertThat(FileRules.mayRead(Rules.NONE, Path.of("/proc/self/environ"))).isFalse();
    }
}
