package dev.patchbay.invocation.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.content.BlobResourceContents;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeapSizeTest {
    @Test
    void aTextTakesOneByteForEachCharacterOrTwoWhereOneOfThemNeedsIt() {
        assertThat(HeapSize.of("é".repeat(10_000))).isBetween(10_000L, 10_100L);
        assertThat(HeapSize.of("é".repeat(9_999) + "€")).isBetween(20_000L, 20_100L);
        assertThat(HeapSize.of(CallToolResult.text("x".repeat(10_000)))).isBetween(10_000L, 10_500L);
    }

    @Test
    void numbersInMapsTakeManyTimesTheirDigits() {
        Object rows = Collections.nCopies(1000, Map.of("a", 1L, "b", new BigDecimal("0.5")));
        assertThat(HeapSize.of(rows)).isGreaterThan(200_000);
        assertThat(HeapSize.of(CallToolResult.text("").withStructuredContent(rows))).isGreaterThan(200_000);
    }

    @Test
    void bytesAreWhatTheyAreAndNotTheirBase64() {
        assertThat(HeapSize.of(new ReadResourceResult(
                List.of(new BlobResourceContents("notes://1", Optional.empty(), new byte[30_000])))))
                .isBetween(30_000L, 30_500L);
    }
}
