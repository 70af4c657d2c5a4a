package dev.patchbay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsStandBelowEachOther() {
        Table table = new Table("server", "calls/s");
        table.row("a", Table.number(1234567.8, 0));
        table.row("another", Table.ratio(1, Double.NaN));

        assertThat(table).hasToString("""
                | server  |   calls/s |
                | ------- | --------: |
                | a       | 1,234,568 |
                | another |         - |
                """);
    }
}
