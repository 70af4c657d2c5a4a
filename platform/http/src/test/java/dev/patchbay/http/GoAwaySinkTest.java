package dev.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xnio.conduits.StreamSinkConduit;

/** Where the frame that says goodbye stands between those of the server, however little its client takes at a time. */
class GoAwaySinkTest {
    private static final int SETTINGS = 4;
    private static final int DATA = 0;
    private static final int GOAWAY = 7;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private int takes = Integer.MAX_VALUE;
    private boolean resumed;
    private final GoAwaySink sink = new GoAwaySink((StreamSinkConduit) Proxy.newProxyInstance(
            GoAwaySinkTest.class.getClassLoader(), new Class<?>[]{StreamSinkConduit.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "write" -> arguments[0] instanceof ByteBuffer one
                        ? (Object) take(one)
                        : (Object) take((ByteBuffer[]) arguments[0], (int) arguments[1], (int) arguments[2]);
                case "flush" -> true;
                case "resumeWrites" -> {
                    resumed = true;
                    yield null;
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }));

    private int take(ByteBuffer from) {
        int count = Math.min(takes, from.remaining());
        for (int i = 0; i < count; i++) {
            sent.write(from.get());
        }
        takes -= count;
        return count;
    }

    private long take(ByteBuffer[] from, int offset, int count) {
        long taken = 0;
        for (int i = offset; i < offset + count; i++) {
            taken += take(from[i]);
        }
        return taken;
    }

    private static ByteBuffer head(int type, int length) {
        return ByteBuffer.allocate(9).putInt(length << 8 | type).put((byte) 0).putInt(type == DATA ? 1 : 0).flip();
    }

    private static ByteBuffer[] frame(int type, int length) {
        return new ByteBuffer[]{head(type, length), ByteBuffer.allocate(length), ByteBuffer.allocate(0)};
    }

    private void write(ByteBuffer... buffers) throws IOException {
        sink.write(buffers, 0, buffers.length);
    }

    /** The types of all frames that were sent, each of which must be whole. */
    private List<Integer> types() {
        ByteBuffer all = ByteBuffer.wrap(sent.toByteArray());
        List<Integer> types = new ArrayList<>();
        while (all.hasRemaining()) {
            int start = all.getInt();
            types.add(start & 0xff);
            all.position(all.position() + 5 + (start >> 8));
        }
        return types;
    }

    @Test
    void aConnectionAtRestIsToldAtOnce() throws IOException {
        write(frame(SETTINGS, 12));

        sink.goAway(5);

        assertThat(types()).containsExactly(SETTINGS, GOAWAY);
        ByteBuffer told = ByteBuffer.wrap(sent.toByteArray(), 9 + 12 + 9, 8);
        assertThat(told.getInt()).isEqualTo(5);
        assertThat(told.getInt()).as("no error").isZero();
    }

    @Test
    void theSettingsOfTheServerComeFirst() throws IOException {
        sink.goAway(GoAwaySink.ANY_STREAM);
        assertThat(sent.size()).isZero();

        writeAll(frame(SETTINGS, 12));

        assertThat(sink.flush()).isTrue();
        assertThat(types()).containsExactly(SETTINGS, GOAWAY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9, 10, 40})
    void aFrameThatIsHalfSentIsNotCutInTwo(int already) throws IOException {
        write(frame(SETTINGS, 12));
        ByteBuffer[] first = frame(DATA, 100);
        ByteBuffer[] second = frame(DATA, 100);
        takes = already;
        write(first);

        sink.goAway(GoAwaySink.ANY_STREAM);
        takes = Integer.MAX_VALUE;
        writeAll(first[0], first[1], second[0], second[1]);

        assertThat(types()).containsExactly(SETTINGS, DATA, GOAWAY, DATA);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void whatTheClientTakesInPiecesIsSentWholeBeforeAnythingElse(int piece) throws IOException {
        write(frame(SETTINGS, 12));
        takes = 0;

        sink.goAway(GoAwaySink.ANY_STREAM);
        assertThat(resumed).as("goes on when the client takes more").isTrue();
        ByteBuffer[] data = frame(DATA, 30);
        while (data[1].hasRemaining()) {
            takes = piece;
            write(data);
        }

        assertThat(types()).containsExactly(SETTINGS, GOAWAY, DATA);
    }

    @Test
    void twoAreSentUnlessTheFirstStillWaits() throws IOException {
        write(frame(SETTINGS, 12));
        takes = 0;
        sink.goAway(GoAwaySink.ANY_STREAM);
        sink.goAway(1);
        takes = Integer.MAX_VALUE;
        assertThat(sink.flush()).isTrue();
        assertThat(types()).containsExactly(SETTINGS, GOAWAY);

        sink.goAway(1);

        assertThat(types()).containsExactly(SETTINGS, GOAWAY, GOAWAY);
    }

    private void writeAll(ByteBuffer... buffers) throws IOException {
        long written;
        do {
            written = sink.write(buffers, 0, buffers.length);
        } while (written > 0);
        for (ByteBuffer buffer : buffers) {
            assertThat(buffer.hasRemaining()).isFalse();
        }
    }
}
