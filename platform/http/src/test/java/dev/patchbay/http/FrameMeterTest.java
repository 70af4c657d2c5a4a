package dev.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xnio.conduits.StreamSourceConduit;

/** Which frames are counted, however they are cut into reads. */
class FrameMeterTest {
    private static final byte[] PREFACE = new byte[24];

    private static FrameMeter meter() {
        StreamSourceConduit none = (StreamSourceConduit) Proxy.newProxyInstance(FrameMeterTest.class.getClassLoader(),
                new Class<?>[]{StreamSourceConduit.class}, (proxy, method, arguments) -> null);
        FrameMeter meter = new FrameMeter(none, () -> {});
        assertThat(meter.count(ByteBuffer.wrap(PREFACE))).isTrue();
        return meter;
    }

    private static byte[] frame(int type, int flags, int length) {
        byte[] frame = new byte[9 + length];
        frame[0] = (byte) (length >> 16);
        frame[1] = (byte) (length >> 8);
        frame[2] = (byte) length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        return frame;
    }

    private static boolean passes(FrameMeter meter, byte[] frame, int count) {
        for (int i = 0; i < count; i++) {
            if (!meter.count(ByteBuffer.wrap(frame))) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @CsvSource({"6,0,8", "4,0,0", "4,0,36", "3,0,4", "2,0,5", "0,0,0", "9,0,0", "9,4,0", "1,0,0", "99,0,3", "7,0,8"})
    void aFloodOfFramesThatCarryNothingIsNoticed(int type, int flags, int length) {
        assertThat(passes(meter(), frame(type, flags, length), FrameMeter.BURST)).isTrue();
        assertThat(passes(meter(), frame(type, flags, length), 3 * FrameMeter.BURST)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,0,1", "0,1,0", "1,5,20", "8,0,4", "0,0,16384"})
    void framesOfRequestsAreNotCounted(int type, int flags, int length) {
        assertThat(passes(meter(), frame(type, flags, length), 3 * FrameMeter.BURST)).isTrue();
    }

    @Test
    void theLastStreamThatTheClientHasBegunIsKnown() {
        FrameMeter meter = meter();
        byte[] headers = frame(1, 5, 3);
        headers[8] = 7;
        byte[] data = frame(0, 1, 3);
        data[8] = 9;

        assertThat(meter.lastStream()).isZero();
        assertThat(passes(meter, headers, 1)).isTrue();
        assertThat(passes(meter, data, 1)).isTrue();
        assertThat(meter.lastStream()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 30})
    void thatTheClientOpensNoMoreStreamsIsKeptFromTheServer(int piece) {
        FrameMeter meter = meter();
        byte[] bytes = new byte[17 + 10];
        System.arraycopy(frame(7, 0, 8), 0, bytes, 0, 17);
        Arrays.fill(bytes, 9, 17, (byte) 7);
        System.arraycopy(frame(1, 5, 1), 0, bytes, 17, 10);
        byte[] sent = bytes.clone();

        for (int at = 0; at < sent.length; at += piece) {
            assertThat(meter.count(ByteBuffer.wrap(sent, at, Math.min(piece, sent.length - at)))).isTrue();
        }

        bytes[3] = (byte) 0xff;
        assertThat(sent).as("only its type has changed").isEqualTo(bytes);
    }

    @Test
    void framesAreFoundInPiecesOfAnySize() {
        byte[] one = frame(6, 0, 8);
        byte[] many = new byte[one.length * 2000];
        for (int i = 0; i < 2000; i++) {
            System.arraycopy(one, 0, many, i * one.length, one.length);
        }
        for (int piece : new int[]{1, 2, 7, 100, 16_384}) {
            FrameMeter meter = meter();
            int sent = 0;
            boolean passes = true;
            while (passes && sent < many.length) {
                int count = Math.min(piece, many.length - sent);
                passes = meter.count(ByteBuffer.wrap(many, sent, count));
                sent += count;
            }
            assertThat(passes).as("pieces of %d bytes", piece).isFalse();
            assertThat(sent / one.length).isBetween(FrameMeter.BURST - 1, FrameMeter.BURST + 1000);
        }
    }
}
