package dev.patchbay.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.protocol.rpc.RequestId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(InputStream in, int max) throws IOException {
        LineReader reader = new LineReader(in, max);
        List<String> lines = new ArrayList<>();
        for (Optional<LineReader.Line> line = reader.next(); line.isPresent(); line = reader.next()) {
            lines.add(switch (line.get()) {
                case LineReader.Line.Message(byte[] message) -> new String(message, StandardCharsets.UTF_8);
                case LineReader.Line.TooLong(EnvelopeScan scan) ->
                        "too long " + scan.id().map(RequestId::toString).orElse("?");
            });
        }
        return lines;
    }

    @Test
    void aLineIsAMessageWhateverEndsItAndBlankOnesAreNone() throws IOException {
        assertThat(read(bytes("\uFEFFa\n\n  \r\nbü\r\n\tc \nd"), 10)).containsExactly("a", "bü", "c", "d");
        assertThat(read(bytes(""), 10)).isEmpty();
    }

    @Test
    void aLineOfExactlyTheLimitIsReadAndOneByteMoreIsNot() throws IOException {
        assertThat(read(bytes("0123456789\n0123456789\r\n01234567890\nend\n"), 10)).containsExactly("0123456789",
                "0123456789", "too long ?", "end");
    }

    @Test
    void alsoOfALineThatIsTooLongTheIdIsKnownAndTheNextOneIsRead() throws IOException {
        String large = "{\"method\":\"a\",\"params\":\"" + "x".repeat(1_000_000) + "\",\"id\":\"late\"}";
        assertThat(read(bytes(large + "\n{}\n"), 1000)).containsExactly("too long late", "{}");
    }

    @Test
    void aLineThatNeverEndsIsReadPast() throws IOException {
        byte[] block = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        long blocks = 64;
        InputStream endless = new InputStream() {
            private long left = blocks * block.length;

            @Override
            public int read() {
                throw new UnsupportedOperationException("read in blocks");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (left == 0) {
                    return -1;
                }
                int count = (int) Math.min(Math.min(length, block.length), left);
                System.arraycopy(block, 0, into, offset, count);
                left -= count;
                return count;
            }
        };
        assertThat(read(new SequenceInputStream(Collections.enumeration(List.of(endless, bytes("\nnext\n")))), 1000))
                .containsExactly("too long ?", "next");
    }
}
