package dev.patchbay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.benchmarks.load.Load;
import dev.patchbay.benchmarks.measures.Memory.Resident;
import dev.patchbay.benchmarks.servers.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void oneRowForEachServerAndNoColumnWithoutFigures() {
        Load ours = new Load(60_000, 1, 2, 3.5, 20, 300, 0);
        Load theirs = new Load(50_000, 1, 2, 4, 25, 300, 0);
        Results results = new Results(Map.of(64, Map.of(Kind.SERVE, ours, Kind.QUARKUS, theirs)), Map.of(), Map.of(),
                Map.of(Kind.QUARKUS, new Resident(113, 140)), Map.of());

        assertThat(new Summary(results).table()).map(Table::toString).contains("""
                | 64 connections                    | calls/s | of Quarkus | p99 ms | CPU µs | idle MiB |
                | --------------------------------- | ------: | ---------: | -----: | -----: | -------: |
                | (1) Patchbay serve, audit written |  60,000 |       1.20 |   3.50 |   20.0 |        - |
                | (2) Quarkus MCP 1.13.0            |  50,000 |       1.00 |   4.00 |   25.0 |      113 |
                """);
    }

    @Test
    void nothingMeasuredGivesNoTable() {
        assertThat(new Summary(new Results(Map.of(), Map.of(), Map.of(), Map.of(), Map.of())).table()).isEmpty();
    }
}
