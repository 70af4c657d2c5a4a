package dev.patchbay.agent;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Puts instructions in front of the code of a method (JVMS 4.7.3). Jumps are relative, and the padding of switches stays
 * right as long as the code moves by four bytes or a multiple of it. What names a place of the code moves along: handlers
 * of exceptions, line numbers, and the maps of the stack, of which each counts from the one before. Other attributes of
 * the code, which only debuggers read, are left out.
 */
final class CodeShift {
    private static final int HEADER = 6;
    private static final int CODE = HEADER + 8;
    private static final int HANDLER_BYTES = 8;
    private static final int MOST_CODE = 0xFFFF;

    private final ClassBytes file;
    private final Constants constants;
    private final int shift;

    CodeShift(ClassBytes file, Constants constants, int shift) {
        this.file = file;
        this.constants = constants;
        this.shift = shift;
    }

    /**
     * Writes a code attribute anew.
     *
     * @param at where it begins in the file
     * @param head the instructions, as long as the shift
     * @param stack what they need of the stack
     */
    void write(int at, byte[] head, int stack, DataOutputStream to) throws IOException {
        int length = file.u4(at + HEADER + 4);
        if (length + shift > MOST_CODE) {
            throw new IllegalArgumentException("the code would be too long");
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream(length + shift + 256);
        DataOutputStream out = new DataOutputStream(content);
        out.writeShort(Math.max(file.u2(at + HEADER), stack));
        out.writeShort(file.u2(at + HEADER + 2));
        out.writeInt(length + shift);
        out.write(head);
        int handlers = at + CODE + length;
        file.copy(at + CODE, handlers, out);
        int attributes = handlers(handlers, out);
        attributes(attributes, out);
        to.writeShort(file.u2(at));
        to.writeInt(content.size());
        content.writeTo(to);
    }

    private int handlers(int at, DataOutputStream out) throws IOException {
        int count = file.u2(at);
        int end = at + 2 + count * HANDLER_BYTES;
        out.writeShort(count);
        for (int entry = at + 2; entry < end; entry += HANDLER_BYTES) {
            out.writeShort(file.u2(entry) + shift);
            out.writeShort(file.u2(entry + 2) + shift);
            out.writeShort(file.u2(entry + 4) + shift);
            out.writeShort(file.u2(entry + 6));
        }
        return end;
    }

    private void attributes(int at, DataOutputStream out) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        DataOutputStream content = new DataOutputStream(kept);
        int written = 0;
        int next = at + 2;
        for (int i = file.u2(at); i > 0; i--) {
            String name = constants.text(file.u2(next));
            if (name.equals("LineNumberTable")) {
                lines(next, content);
                written++;
            } else if (name.equals("StackMapTable")) {
                maps(next, content);
                written++;
            }
            next += HEADER + file.u4(next + 2);
        }
        out.writeShort(written);
        kept.writeTo(out);
    }

    private void lines(int at, DataOutputStream out) throws IOException {
        int end = at + HEADER + file.u4(at + 2);
        file.copy(at, at + HEADER + 2, out);
        for (int entry = at + HEADER + 2; entry < end; entry += 4) {
            out.writeShort(file.u2(entry) + shift);
            out.writeShort(file.u2(entry + 2));
        }
    }

    private void maps(int at, DataOutputStream out) throws IOException {
        ByteArrayOutputStream moved = new ByteArrayOutputStream();
        DataOutputStream frames = new DataOutputStream(moved);
        int count = file.u2(at + HEADER);
        int next = at + HEADER + 2;
        for (int i = 0; i < count; i++) {
            next = frame(next, i == 0 ? shift : 0, frames);
        }
        out.writeShort(file.u2(at));
        out.writeInt(moved.size() + 2);
        out.writeShort(count);
        moved.writeTo(out);
    }

    /** Writes a frame (JVMS 4.7.4) and returns where the next begins. */
    private int frame(int at, int by, DataOutputStream out) throws IOException {
        int kind = file.u1(at);
        if (kind < 64) { // the same locals, no stack; the kind is how far it is
            offset(kind + by, 0, 251, out);
            return at + 1;
        }
        if (kind < 128) { // the same locals, one on the stack
            offset(kind - 64 + by, 64, 247, out);
            return types(at + 1, 1, out);
        }
        out.writeByte(kind);
        out.writeShort(file.u2(at + 1) + by);
        if (kind == 247) {
            return types(at + 3, 1, out);
        }
        if (kind < 252) { // fewer locals, or the same
            return at + 3;
        }
        if (kind < 255) { // more locals
            return types(at + 3, kind - 251, out);
        }
        int stack = counted(at + 3, out);
        return counted(stack, out);
    }

    private static void offset(int offset, int shortKind, int longKind, DataOutputStream out) throws IOException {
        if (offset < 64) {
            out.writeByte(shortKind + offset);
        } else {
            out.writeByte(longKind);
            out.writeShort(offset);
        }
    }

    private int counted(int at, DataOutputStream out) throws IOException {
        int count = file.u2(at);
        out.writeShort(count);
        return types(at + 2, count, out);
    }

    private int types(int at, int count, DataOutputStream out) throws IOException {
        int next = at;
        for (int i = 0; i < count; i++) {
            int kind = file.u1(next);
            out.writeByte(kind);
            if (kind == 7 || kind == 8) { // an object of a class, or one that is made at a place of the code
                out.writeShort(file.u2(next + 1) + (kind == 8 ? shift : 0));
                next += 3;
            } else {
                next++;
            }
        }
        return next;
    }
}
