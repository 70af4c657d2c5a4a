package dev.patchbay.agent;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A class file with checks at the heads of some methods. Everything else is copied as it is. Java's own ClassFile API
 * would take classes apart and put them together again; a start would spend a fifth of its time there, most of it to
 * compile that API.
 */
final class HookedClass {
    private static final int SYNTHETIC = 0x1000;
    private static final int ATTRIBUTE_HEADER = 6;
    private static final int MEMBER_HEADER = 8;

    private final ClassBytes file;
    private final List<Hook> hooks;
    private final Set<Hook> woven;
    private final Constants constants;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(body);

    private HookedClass(byte[] bytes, List<Hook> hooks, Set<Hook> woven) {
        this.file = new ClassBytes(bytes);
        this.hooks = hooks;
        this.woven = woven;
        this.constants = new Constants(file);
    }

    /**
     * Puts checks into a class.
     *
     * @param bytes the class file
     * @param hooks what is to be checked in it
     * @param woven gets those that found a method
     * @return the changed class file
     * @throws RuntimeException if it is none, or there is no room in it
     */
    static byte[] of(byte[] bytes, List<Hook> hooks, Set<Hook> woven) {
        try {
            return new HookedClass(bytes, hooks, woven).weave();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] weave() throws IOException {
        int begin = constants.end();
        int fields = begin + MEMBER_HEADER + 2 * file.u2(begin + 6);
        int methods = skipMembers(fields);
        file.copy(begin, methods + 2, out);
        String owner = constants.className(file.u2(begin + 2));
        int at = methods + 2;
        for (int i = file.u2(methods); i > 0; i--) {
            at = method(at, owner);
        }
        file.copy(at, file.length(), out);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(file.length() + 1024);
        DataOutputStream to = new DataOutputStream(whole);
        file.copy(0, 8, to);
        constants.write(to);
        body.writeTo(to);
        return whole.toByteArray();
    }

    private int skipMembers(int at) {
        int next = at + 2;
        for (int i = file.u2(at); i > 0; i--) {
            next = end(next);
        }
        return next;
    }

    /** Where a field or method ends. */
    private int end(int member) {
        int next = member + MEMBER_HEADER;
        for (int i = file.u2(member + 6); i > 0; i--) {
            next = attributeEnd(next);
        }
        return next;
    }

    private int attributeEnd(int at) {
        return at + ATTRIBUTE_HEADER + file.u4(at + 2);
    }

    private int method(int at, String owner) throws IOException {
        int end = end(at);
        List<Hook> fitting = fitting(at);
        if (fitting.isEmpty()) {
            file.copy(at, end, out);
            return end;
        }
        file.copy(at, at + MEMBER_HEADER, out);
        int next = at + MEMBER_HEADER;
        while (next < end) {
            int after = attributeEnd(next);
            if (constants.text(file.u2(next)).equals("Code")) {
                Head head = Head.of(fitting, constants, owner, Modifier.isStatic(file.u2(at)),
                        constants.text(file.u2(at + 4)));
                byte[] code = head.code();
                new CodeShift(file, constants, code.length).write(next, code, head.stack(), out);
                woven.addAll(fitting);
            } else {
                file.copy(next, after, out);
            }
            next = after;
        }
        return end;
    }

    private List<Hook> fitting(int method) {
        if ((file.u2(method) & SYNTHETIC) != 0) {
            return List.of();
        }
        String name = constants.text(file.u2(method + 2));
        List<Hook> fitting = new ArrayList<>();
        for (Hook hook : hooks) {
            if (hook.fits(name, constants.text(file.u2(method + 4)))) {
                fitting.add(hook);
            }
        }
        return fitting;
    }
}
