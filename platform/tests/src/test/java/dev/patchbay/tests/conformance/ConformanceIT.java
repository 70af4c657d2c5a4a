package dev.patchbay.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.ReactorJars;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official conformance suite, whole requirement sets, without a list of expected failures. */
class ConformanceIT {
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

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2025-11-25"})
    void everyScoredScenarioOfTheRequirementSetPasses(String revision) {
        List<String> scored = ConformanceSuite.scored(revision);
        assertThat(scored).hasSizeGreaterThan(25);

        ConformanceSuite.Run run = suite.requirements(revision);

        assertThat(run.failures(scored)).isEmpty();
        assertThat(run.scenarios()).containsAll(scored);
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-header-validation", "http-custom-header-server-validation", "json-schema-2020-12"})
    void scenariosThatTheSetOf20260728DoesNotScoreYetPassToo(String scenario) {
        ConformanceSuite.Run run = suite.scenario(scenario, "2026-07-28");

        assertThat(run.checks()).as(run.output()).isNotEmpty();
        assertThat(run.failures(List.of(scenario))).isEmpty();
    }

    @Test
    void aSlowCallOf20251125StreamsWithAPrimingEventAndARetry() {
        ConformanceSuite.Run run = suite.scenario("server-sse-polling", "2025-11-25");

        assertThat(run.failures(List.of("server-sse-polling"))).isEmpty();
        assertThat(run.checks()).as(run.output()).filteredOn(check -> check.status().equals("SUCCESS"))
                .extracting(ConformanceSuite.Check::id)
                .contains("server-sse-priming-event", "server-sse-retry-field");
    }
}
