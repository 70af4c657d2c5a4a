package dev.patchbay.store.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.TestEngine;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class AuditIndexTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final AuditIndex index;

    AuditIndexTest(TestEngine engine) {
        index = new AuditIndex(engine.emptied());
    }

    private static AuditRow row(long seq) {
        return new AuditRow(seq, NOON.plusSeconds(seq), seq % 2 == 0 ? "call" : "admin", "client" + seq % 3,
                "entry" + seq % 5, "instance" + seq % 7, "decision" + seq % 2, "outcome" + seq % 2, seq * 10, seq * 100,
                "127.0.0.1", "audit-1.log", seq * 1000);
    }

    private static AuditQuery matching(String kind, String client, String entry) {
        return new AuditQuery(kind, client, entry, null, null, null, null, null, null, 100);
    }

    private List<Long> found(AuditQuery query) {
        return index.query(query).stream().map(AuditRow::seq).toList();
    }

    @Test
    void readsBackNewestFirstPageByPage() {
        index.insert(LongStream.range(0, 25).mapToObj(AuditIndexTest::row).toList());
        AuditQuery page = AuditQuery.newest(10);
        assertThat(index.query(page)).hasSize(10).startsWith(row(24), row(23)).endsWith(row(15));
        assertThat(found(page.before(15))).containsExactlyElementsOf(
                LongStream.range(5, 15).boxed().sorted(Comparator.reverseOrder()).toList());
        assertThat(found(page.before(5))).containsExactly(4L, 3L, 2L, 1L, 0L);
        assertThat(found(page.before(0))).isEmpty();
    }

    @Test
    void findsByEveryFilterAndBySeveral() {
        index.insert(LongStream.range(0, 30).mapToObj(AuditIndexTest::row).toList());
        assertThat(found(matching("admin", "client0", "entry3"))).containsExactly(3L);
        assertThat(found(new AuditQuery(null, null, null, "instance6", null, null, null, null, null, 9)))
                .containsExactly(27L, 20L, 13L, 6L);
        assertThat(found(new AuditQuery(null, null, "entry0", null, "decision1", null, null, null, null, 9)))
                .containsExactly(25L, 15L, 5L);
        assertThat(found(new AuditQuery(null, null, "entry0", null, null, "outcome0", null, null, 20L, 9)))
                .containsExactly(10L, 0L);
        assertThat(found(new AuditQuery(null, null, null, null, null, null, NOON.plusSeconds(3), NOON.plusSeconds(5),
                null, 9))).containsExactly(5L, 4L, 3L);
        assertThat(found(matching("' OR '1'='1", "x", "y"))).isEmpty();
    }

    @Test
    void keepsRowsWithoutOptionalParts() {
        AuditRow bare = new AuditRow(Long.MAX_VALUE, NOON, "start", null, null, null, null, null, null, null, null, "s",
                0);
        index.insert(List.of(bare));
        index.insert(List.of());
        assertThat(index.query(AuditQuery.newest(1))).containsExactly(bare);
    }

    @Test
    void cutsWhatCallersMadeTooLongAndFindsItAllTheSame() {
        String name = "\u6d4b".repeat(599) + "\uD83D\uDE00" + "x".repeat(5_000);
        index.insert(List.of(new AuditRow(1, NOON, "call", "a\0b", name, null, null, null, null, null, null, "s", 0)));
        AuditRow read = index.query(matching("call", "a?b", name)).getFirst();
        assertThat(read.entry()).isEqualTo("\u6d4b".repeat(599) + "?");
    }

    @Test
    void knowsTheLastNumberAndInsertsAllOrNothing() {
        assertThat(index.lastSeq()).isEmpty();
        index.insert(List.of(row(1), row(2)));
        assertThat(index.lastSeq()).hasValue(2);
        assertThatThrownBy(() -> index.insert(List.of(row(3), row(2), row(4)))).isInstanceOf(DuplicateException.class);
        assertThat(index.lastSeq()).hasValue(2);
    }

    @Test
    void isClearedWithoutItsAnchors() {
        index.insert(List.of(row(1), row(2), row(3)));
        index.anchor(new AuditAnchor(3, new byte[]{1}, "s", NOON));
        assertThat(index.deleteBefore(3)).isEqualTo(2);
        assertThat(found(AuditQuery.newest(9))).containsExactly(3L);
        index.clear();
        assertThat(index.lastSeq()).isEmpty();
        assertThat(index.lastAnchor()).isPresent();
    }

    @Test
    void keepsAnchors() {
        AuditAnchor first = new AuditAnchor(3, new byte[]{1, 2}, "audit-1.log", NOON);
        AuditAnchor second = new AuditAnchor(9, new byte[32], "audit-2.log", NOON.plusSeconds(1));
        assertThat(index.lastAnchor()).isEmpty();
        index.anchor(second);
        index.anchor(first);
        assertThatThrownBy(() -> index.anchor(first)).isInstanceOf(DuplicateException.class);
        assertThat(index.lastAnchor()).contains(second);
        assertThat(index.anchors()).containsExactly(first, second);
        assertThat(index.deleteAnchorsBefore(NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(index.anchors()).containsExactly(second);
    }

    @Test
    void refusesALimitOutOfRange() {
        assertThatThrownBy(() -> AuditQuery.newest(0)).hasMessageContaining("1 to 10000");
        assertThatThrownBy(() -> AuditQuery.newest(10_001)).hasMessageContaining("10001");
    }
}
