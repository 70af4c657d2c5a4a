package dev.patchbay.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.protocol.codec.RevisionCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RevisionTest {
    @ParameterizedTest
    @EnumSource
    void aRevisionIsFoundByItsDate(Revision revision) {
        assertThat(Revision.of(revision.text())).contains(revision);
        assertThat(revision.isModern()).isEqualTo(revision.isAtLeast(Revision.V2026_07_28));
    }

    @Test
    void anUnknownDateIsNoRevision() {
        assertThat(Revision.of("2027-01-01")).isEmpty();
        assertThat(Revision.of("")).isEmpty();
    }

    @Test
    void theNewestCodecComesFirst() {
        assertThat(RevisionCodec.all()).extracting(RevisionCodec::revision).containsExactly(Revision.V2026_07_28,
                Revision.V2025_11_25, Revision.V2025_06_18, Revision.V2025_03_26, Revision.V2024_11_05);
    }
}
