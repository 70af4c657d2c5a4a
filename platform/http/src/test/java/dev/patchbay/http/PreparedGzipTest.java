package dev.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes compressed once behind many heads, read by the JDK, which checks the checksum and the length. */
class PreparedGzipTest {
    private final Random random = new Random(7);

    private static byte[] inflate(ByteBuffer... parts) throws IOException {
        var all = new ByteArrayOutputStream();
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            all.write(bytes);
        }
        return new GZIPInputStream(new ByteArrayInputStream(all.toByteArray())).readAllBytes();
    }

    private byte[] bytes(int length, int range) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(range));
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 4096, 8191, 8192, 8193, 100_000, 1_000_000})
    void everyHeadComesBeforeTheSameBytes(int length) throws IOException {
        for (int range : new int[]{2, 26, 100}) {
            byte[] body = bytes(length, range);
            var prepared = new PreparedGzip(body);
            for (int headLength : new int[]{0, 1, 40, 65_535}) {
                byte[] head = bytes(headLength, 20);
                byte[] expected = ByteBuffer.allocate(headLength + length).put(head).put(body).array();

                assertThat(inflate(prepared.behind(head))).isEqualTo(expected);
            }
            assertThat(inflate(ByteBuffer.wrap(PreparedGzip.once(body)))).isEqualTo(body);
        }
    }

    @Test
    void theSizeTellsNothingOfWhetherTheHeadOccursBehindIt() {
        byte[] body = bytes(50_000, 26);
        var prepared = new PreparedGzip(body);
        byte[] same = java.util.Arrays.copyOf(body, 200);

        assertThat(size(prepared.behind(same))).isEqualTo(size(prepared.behind(bytes(200, 26))));
    }

    private static int size(ByteBuffer... parts) {
        return java.util.Arrays.stream(parts).mapToInt(ByteBuffer::remaining).sum();
    }
}
