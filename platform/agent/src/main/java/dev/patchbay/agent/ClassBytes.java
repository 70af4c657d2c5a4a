package dev.patchbay.agent;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The bytes of a class file, read at any place. */
final class ClassBytes {
    private final byte[] bytes;

    ClassBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    int length() {
        return bytes.length;
    }

    int u1(int at) {
        return bytes[at] & 0xFF;
    }

    int u2(int at) {
        return u1(at) << 8 | u1(at + 1);
    }

    int u4(int at) {
        return u2(at) << 16 | u2(at + 2);
    }

    /** Returns text, of which nothing but ASCII is compared. */
    String text(int at, int length) {
        return new String(bytes, at, length, StandardCharsets.UTF_8);
    }

    /** Copies the bytes from a place to another. */
    void copy(int from, int to, DataOutputStream out) throws IOException {
        out.write(bytes, from, to - from);
    }
}
