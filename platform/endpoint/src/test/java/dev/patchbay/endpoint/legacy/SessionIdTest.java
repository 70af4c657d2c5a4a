package dev.patchbay.endpoint.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.endpoint.EndpointOptions;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SessionIdTest {
    private static final int IDS = 1_000_000;
    private final Sessions sessions = new Sessions(EndpointOptions.defaults().legacy());

    @Test
    void aMillionIdsDoNotMeetInAnyThirdOfTheirBytes() {
        byte[][] ids = IntStream.range(0, IDS).mapToObj(i -> bytes()).toArray(byte[][]::new);
        for (int third = 0; third < 3; third++) {
            int offset = third * Long.BYTES;
            long[] parts = Arrays.stream(ids).mapToLong(id -> ByteBuffer.wrap(id).getLong(offset)).toArray();
            assertThat(LongStream.of(parts).distinct().count()).isEqualTo(IDS);
        }
    }

    @Test
    void everyBitOfAnIdIsDrawn() {
        BitSet ever = new BitSet();
        BitSet always = new BitSet();
        always.set(0, 192);
        for (int i = 0; i < 1000; i++) {
            BitSet id = BitSet.valueOf(bytes());
            ever.or(id);
            always.and(id);
        }
        assertThat(ever.cardinality()).isEqualTo(192);
        assertThat(always.cardinality()).isZero();
    }

    private byte[] bytes() {
        return Base64.getUrlDecoder().decode(sessions.newId());
    }
}
