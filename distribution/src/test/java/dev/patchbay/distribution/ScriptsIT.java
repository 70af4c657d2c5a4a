package dev.patchbay.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That the script for Windows, which no test starts, does what the other one does. */
class ScriptsIT {
    private static final Pattern VARIABLE = Pattern
            .compile("\\b(PATCHBAY_[A-Z_]+|JAVA[A-Z0-9_]*_HOME\\w*|JAVA_HOME)\\b");
    private static final Pattern FLAG = Pattern
            .compile(
                    "(?<=[\\s\"=])(-XX?:[+-]?\\w+|-X[a-z]+|-D[\\w.]+=[^\\s\"]+|--[a-z-]{3,}[^\\s\"]*|@[a-z]+\\.flags@)");
    /** The agent and the cache, which is made beside it, are for Linux and macOS. */
    private static final Set<String> NOT_FOR_WINDOWS = Set.of("-Xbootclasspath", "-XX:AOTCache",
            "-XX:AOTCacheOutput", "-XX:AOTMode");
    private static final Path BIN = Path.of("src/main/bin");

    private final String unix = Files.readString(BIN.resolve("patchbay"));
    private final String windows = Files.readString(BIN.resolve("patchbay.bat"));

    ScriptsIT() throws IOException {}

    private static Set<String> found(Pattern pattern, String script) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(script);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void bothReadTheSameVariables() {
        assertThat(found(VARIABLE, windows)).isEqualTo(found(VARIABLE, unix))
                .contains("PATCHBAY_HOME", "PATCHBAY_JAVA", "PATCHBAY_JAVA_OPTS", "PATCHBAY_AOT", "JAVA_HOME",
                        "JAVA25_HOME");
    }

    @Test
    void bothGiveJavaTheSameFlags() {
        Set<String> meant = found(FLAG, unix);
        assertThat(meant).containsAll(NOT_FOR_WINDOWS).contains("@server.flags@", "@guard.flags@",
                "@collector.flags@", "-Djdk.serialFilter=!*", "--enable-native-access=ALL-UNNAMED", "-Xlog");
        meant.removeAll(NOT_FOR_WINDOWS);

        assertThat(found(FLAG, windows)).isEqualTo(meant);
    }

    @Test
    void bothKnowTheSameWaysToStart() {
        assertThat(unix).contains("dev | serve | stdio)");
        assertThat(windows).contains("in (dev serve stdio)");
    }

    /** Where a quote is left open, what follows is text: no escape in front of it helps, and no redirection works. */
    @Test
    void everyQuoteOfALineForWindowsIsClosed() {
        assertThat(windows.lines()).allSatisfy(
                line -> assertThat(line.chars().filter(c -> c == '"').count()).as(line).isEven());
    }

    /** A parenthesis in a path, as in {@code Program Files (x86)}, ends the block that it stands in without quotes. */
    @Test
    void noPathForWindowsStandsOutsideOfQuotes() {
        Pattern path = Pattern.compile("%(PATCHBAY_HOME|PATCHBAY_JAVA|JAVA)%|%%?~(dp|f)");
        assertThat(windows.lines().filter(line -> !line.startsWith("rem "))).allSatisfy(line -> {
            Matcher matcher = path.matcher(line);
            while (matcher.find()) {
                long quotes = line.substring(0, matcher.start()).chars().filter(c -> c == '"').count();
                assertThat(quotes % 2).as(line).isOne();
            }
        });
    }
}
