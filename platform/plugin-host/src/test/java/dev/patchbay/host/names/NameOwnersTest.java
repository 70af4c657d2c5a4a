package dev.patchbay.host.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameOwnersTest {
    @TempDir private Path folder;

    private NameOwners owners() {
        return new NameOwners(folder.resolve("names.json"));
    }

    @Test
    void keepsTheFirstOwner() {
        NameOwners owners = owners();
        assertThat(owners.claim(NameKind.TOOL, "search", "one")).isEmpty();
        assertThat(owners.claim(NameKind.TOOL, "search", "one")).isEmpty();
        assertThat(owners.claim(NameKind.TOOL, "search", "two")).hasValueSatisfying(
                text -> assertThat(text).contains("'search' belongs to instance one"));
        assertThat(owners.claim(NameKind.PROMPT, "search", "two")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"read_file, Read_File", "read_file, rеad_file", "scope, ѕсоре", "pay, раy", "list_1, list_l",
        "omega, οmega",
        "file, ﬁle", "read-file, read‐file", "cafe, café", "straße, STRASSE"})
    void refusesNamesThatLookAlike(String name, String imitation) {
        NameOwners owners = owners();
        owners.claim(NameKind.TOOL, name, "one");
        assertThat(owners.claim(NameKind.TOOL, imitation, "two")).hasValueSatisfying(
                text -> assertThat(text).contains("looks like '" + name + "'"));
    }

    @ParameterizedTest
    @CsvSource({"read_file, readfile", "a_b, a-b", "list, lists", "get_user, get_users", "x1, x2"})
    void letsDifferentNamesBe(String name, String other) {
        NameOwners owners = owners();
        owners.claim(NameKind.TOOL, name, "one");
        assertThat(owners.claim(NameKind.TOOL, other, "two")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"search_tools", "describe_tool", "call_read_tool", "CALL_WRITE_TOOL", "sеarch_tools"})
    void keepsTheNamesOfTheHostsOwnToolsFree(String name) {
        assertThat(owners().claim(NameKind.TOOL, name, "one")).hasValueSatisfying(
                text -> assertThat(text).contains(name, "a tool of the host"));
        assertThat(owners().claim(NameKind.TOOL, "one_" + name, "one")).isEmpty();
        assertThat(owners().claim(NameKind.PROMPT, name, "one")).isEmpty();
    }

    @Test
    void remembersOwnersOverARestart() {
        NameOwners before = owners();
        before.claim(NameKind.TOOL, "search", "one");
        before.claimScheme("notes", "one", "one");
        before.save();
        NameOwners after = owners();
        assertThat(after.claim(NameKind.TOOL, "search", "two")).isPresent();
        assertThat(after.claimScheme("notes", "two", "two")).contains("two+notes");
        assertThat(after.claimScheme("notes", "one", "one")).contains("notes");
    }

    @Test
    void neverGivesASchemeAnotherNameLater() throws Exception {
        NameOwners before = owners();
        assertThat(before.claimScheme("notes", "one", "one")).contains("notes");
        assertThat(before.claimScheme("notes", "two", "two")).contains("two+notes");
        before.save();
        deleteLines("one");
        NameOwners owners = owners();
        assertThat(owners.claimScheme("notes", "two", "two")).contains("two+notes");
        assertThat(owners.claimScheme("notes", "three", "three")).contains("notes");
    }

    @Test
    void givesNobodyTheSchemeOfTheHost() {
        assertThat(owners().claimScheme("patchbay-result", "one", "one")).contains("one+patchbay-result");
        assertThat(owners().claimScheme("Patchbay-Result", "two", "two")).contains("two+Patchbay-Result");
    }

    @Test
    void makesASchemeFromAnyNamespace() {
        NameOwners owners = owners();
        owners.claimScheme("notes", "one", "one");
        assertThat(owners.claimScheme("notes", "two", "Team_A")).contains("team-a+notes");
        assertThat(owners.claimScheme("notes", "three", "")).contains("three+notes");
        assertThat(owners.claimScheme("notes", "four", "4")).contains("i4+notes");
    }

    @Test
    void givesNamesFreeWhoseLinesWereDeleted() throws Exception {
        NameOwners before = owners();
        before.claim(NameKind.TOOL, "search", "one");
        before.save();
        assertThat(owners().claim(NameKind.TOOL, "search", "two")).isPresent();
        deleteLines("one");
        assertThat(owners().claim(NameKind.TOOL, "search", "two")).isEmpty();
    }

    /** What an administrator does by hand. */
    private void deleteLines(String instance) throws IOException {
        Path file = folder.resolve("names.json");
        String text = Files.readString(file).replaceAll("\"[^\"]*\" : \"" + instance + "\",?", "");
        Files.writeString(file, text);
    }

    @Test
    void refusesAFileItDidNotWrite() throws Exception {
        Files.writeString(folder.resolve("names.json"), "nonsense");
        assertThatIllegalStateException().isThrownBy(this::owners).withMessageContaining("cannot be read");
    }
}
