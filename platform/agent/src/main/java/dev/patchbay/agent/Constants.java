package dev.patchbay.agent;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The constants of a class file (JVMS 4.4): what is there can be read, what is new comes behind it. */
final class Constants {
    private static final int FIRST = 8;
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int MOST = 0xFFFF;

    private final ClassBytes file;
    private final int[] offsets;
    private final int end;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(added);
    private final Map<String, Integer> indexes = new HashMap<>();
    private int count;

    Constants(ClassBytes file) {
        this.file = file;
        this.count = file.u2(FIRST);
        this.offsets = new int[count];
        int at = FIRST + 2;
        for (int i = 1; i < count; i++) {
            offsets[i] = at;
            int tag = file.u1(at);
            at += size(tag, at);
            if (tag == 5 || tag == 6) {
                i++; // a long or double takes two numbers
            }
        }
        this.end = at;
    }

    private int size(int tag, int at) {
        return switch (tag) {
            case UTF8 -> 3 + file.u2(at + 1);
            case CLASS, STRING, 16, 19, 20 -> 3;
            case 15 -> 4;
            case 3, 4, FIELD, METHOD, 11, NAME_AND_TYPE, 17, 18 -> 5;
            case 5, 6 -> 9;
            default -> throw new IllegalArgumentException("a constant of the unknown kind " + tag);
        };
    }

    /** Where they end in the file, which is where the flags of the class are. */
    int end() {
        return end;
    }

    String text(int index) {
        int at = offsets[index];
        return file.text(at + 3, file.u2(at + 1));
    }

    /** The name of the class that an entry for a class names. */
    String className(int index) {
        return text(file.u2(offsets[index] + 1));
    }

    int type(String internalName) {
        return add("class " + internalName, CLASS, utf8(internalName), -1);
    }

    int string(String text) {
        return add("string " + text, STRING, utf8(text), -1);
    }

    int field(String owner, String name, String descriptor) {
        return add("field " + owner + '.' + name + descriptor, FIELD, type(owner), nameAndType(name, descriptor));
    }

    int method(String owner, String name, String descriptor) {
        return add("method " + owner + '.' + name + descriptor, METHOD, type(owner), nameAndType(name, descriptor));
    }

    private int nameAndType(String name, String descriptor) {
        return add("name " + name + descriptor, NAME_AND_TYPE, utf8(name), utf8(descriptor));
    }

    private int utf8(String text) {
        Integer known = indexes.get("text " + text);
        if (known != null) {
            return known;
        }
        try {
            out.writeByte(UTF8);
            out.writeUTF(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next("text " + text);
    }

    private int add(String key, int tag, int first, int second) {
        Integer known = indexes.get(key);
        if (known != null) {
            return known;
        }
        try {
            out.writeByte(tag);
            out.writeShort(first);
            if (second >= 0) {
                out.writeShort(second);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next(key);
    }

    private int next(String key) {
        if (count == MOST) {
            throw new IllegalArgumentException("there is no room for more constants");
        }
        indexes.put(key, count);
        return count++;
    }

    /** Writes the number of all, and all. */
    void write(DataOutputStream to) throws IOException {
        to.writeShort(count);
        file.copy(FIRST + 2, end, to);
        added.writeTo(to);
    }
}
