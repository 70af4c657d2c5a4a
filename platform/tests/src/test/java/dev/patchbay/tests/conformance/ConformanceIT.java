package dev.patchbay.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.ReactorJars;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The official conformance suite, all of it, at every revision it knows (it has nothing for 2024-11-05), without a list
 * of expected failures.
 */
class ConformanceIT {
    /** Scenarios that the suite skips by itself, and why. */
    private static final Map<String, String> SKIPPED = Map.of("sep-2640-skills-directory", "no skills are served yet",
            "sep-2640-skills-enumeration", "no skills are served yet", "sep-2640-skills-manifest",
            "no skills are served yet", "tasks-status-notifications", "the suite has not written it yet");

    private static Installation patchbay;
    private static ConformanceSuite suite;

    @BeforeAll
    static void startWithTheFixturePlugin() {
        patchbay = Installation.unpack().withoutSamples().withPlugin(ReactorJars.conformancePlugin())
                .withConfiguration("""
                        instances:
                          conformance-plugin:
                            plugin: conformance-plugin
                            namespace: ""
                        """).dev();
        suite = new ConformanceSuite(patchbay.url());
    }

    @AfterAll
    static void stop() {
        patchbay.close();
    }

    @Test
    void everythingPassesEachScenarioAtItsOwnRevisionExtensionsIncluded() {
        ConformanceSuite.Run run = suite.all();

        passes(run);
        assertThat(run.scenarios()).hasSizeGreaterThanOrEqualTo(65).containsAll(SKIPPED.keySet());
    }

    @ParameterizedTest
    @CsvSource({"2026-07-28,35", "2025-11-25,30", "2025-06-18,25", "2025-03-26,1"})
    void everyScenarioPassesAtARevision(String revision, int atLeast) {
        ConformanceSuite.Run run = suite.allAt(revision);

        passes(run);
        assertThat(run.scenarios()).hasSizeGreaterThanOrEqualTo(atLeast);
        if (revision.compareTo("2025-11-25") >= 0) {
            assertThat(run.scenarios()).containsAll(ConformanceSuite.scored(revision));
        }
        if (revision.equals("2025-11-25")) {
            assertThat(run.checks()).filteredOn(check -> check.status().equals("SUCCESS"))
                    .extracting(ConformanceSuite.Check::id)
                    .contains("server-sse-priming-event", "server-sse-retry-field");
        }
    }

    private static void passes(ConformanceSuite.Run run) {
        assertThat(run.checks()).filteredOn(check -> check.status().equals("FAILURE")).as(run.output()).isEmpty();
        assertThat(run.exitCode()).as(run.output()).isZero();
        List<String> passed = run.checks().stream().filter(check -> check.status().equals("SUCCESS"))
                .map(ConformanceSuite.Check::scenario).distinct().toList();
        assertThat(run.scenarios()).filteredOn(scenario -> !SKIPPED.containsKey(scenario))
                .as("scenarios with a check that passed").isSubsetOf(passed);
    }
}
