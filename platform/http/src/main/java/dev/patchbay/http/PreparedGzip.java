package dev.patchbay.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Bytes compressed once that are sent behind many different heads, each as one gzip member (RFC 1952): the head goes into
 * a stored block of its own (RFC 1951, section 3.2.4), so what is behind it stays as it was compressed, and the checksum
 * of the whole is put together from both. Immutable.
 */
public final class PreparedGzip {
    private static final int MAX_HEAD = 0xffff;
    /** No name, no time, and an operating system that is unknown. */
    private static final byte[] START = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int STORED_BYTES = 5;
    private static final int END_BYTES = 13;
    private static final int POLYNOMIAL = 0xedb88320;

    private final ByteBuffer blocks;
    private final int length;
    private final int checksum;
    /** What this many bytes more do to a checksum, bit by bit. */
    private final int[] shift;

    /** Compresses. */
    public PreparedGzip(byte[] body) {
        byte[] deflated = deflate(body);
        this.blocks = ByteBuffer.allocateDirect(deflated.length).put(deflated).flip();
        this.length = body.length;
        CRC32 crc = new CRC32();
        crc.update(body);
        this.checksum = (int) crc.getValue();
        this.shift = shift(body.length);
    }

    /** Compresses what is sent once. */
    static byte[] once(byte[] body) {
        ByteBuffer[] parts = new PreparedGzip(body).behind(new byte[0]);
        int size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        for (ByteBuffer part : parts) {
            all.put(part);
        }
        return all.array();
    }

    /**
     * One gzip member of a head and the prepared bytes behind it.
     *
     * @param head at most 65,535 bytes
     */
    public ByteBuffer[] behind(byte[] head) {
        if (head.length > MAX_HEAD) {
            throw new IllegalArgumentException("A head of " + head.length + " bytes");
        }
        ByteBuffer start = ByteBuffer.allocate(START.length + STORED_BYTES + head.length)
                .order(ByteOrder.LITTLE_ENDIAN).put(START).put((byte) 0).putShort((short) head.length)
                .putShort((short) ~head.length).put(head).flip();
        CRC32 crc = new CRC32();
        crc.update(head);
        ByteBuffer end = ByteBuffer.allocate(END_BYTES).order(ByteOrder.LITTLE_ENDIAN).put((byte) 1)
                .putShort((short) 0).putShort((short) ~0).putInt(times(shift, (int) crc.getValue()) ^ checksum)
                .putInt(head.length + length).flip();
        return new ByteBuffer[]{start, blocks.duplicate(), end};
    }

    /** Blocks that end at a byte's edge, the last of them not marked as such. */
    private static byte[] deflate(byte[] body) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(body);
            var out = new ByteArrayOutputStream(body.length / 4 + 64);
            byte[] piece = new byte[8 * 1024];
            int count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
            while (count > 0) {
                out.write(piece, 0, count);
                if (count < piece.length) {
                    break; // a flush that filled the piece to its end would be asked for once more
                }
                count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** The linear map of a checksum onto that of the same bytes with so many zero bytes behind them. */
    private static int[] shift(long zeroBytes) {
        int[] step = new int[32];
        step[0] = POLYNOMIAL;
        for (int i = 1; i < 32; i++) {
            step[i] = 1 << (i - 1);
        }
        int[] all = new int[32];
        for (int i = 0; i < 32; i++) {
            all[i] = 1 << i;
        }
        for (long left = zeroBytes * 8; left > 0; left >>= 1) {
            if ((left & 1) != 0) {
                all = product(step, all);
            }
            step = product(step, step);
        }
        return all;
    }

    private static int[] product(int[] left, int[] right) {
        int[] product = new int[32];
        for (int i = 0; i < 32; i++) {
            product[i] = times(left, right[i]);
        }
        return product;
    }

    private static int times(int[] map, int checksum) {
        int sum = 0;
        for (int i = 0; i < 32; i++) {
            sum ^= map[i] & -(checksum >>> i & 1);
        }
        return sum;
    }
}
