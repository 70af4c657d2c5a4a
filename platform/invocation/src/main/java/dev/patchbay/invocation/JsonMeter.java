package dev.patchbay.invocation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts about how many bytes a value has as JSON, while it walks over it, and stops where there are too many. On its
 * way it refuses what is no JSON. Not safe for use by several threads.
 */
final class JsonMeter {
    private static final int MAX_DEPTH = 100;
    private static final int MEMBER = 4;

    private final long limit;
    private long bytes;
    private boolean foreign;

    JsonMeter(long limit) {
        this.limit = limit;
    }

    /** Says that there are too many bytes. */
    static final class Exceeded extends Exception {
        private static final long serialVersionUID = 1L;

        private Exceeded(long limit) {
            super("More than " + limit + " bytes", null, false, false);
        }
    }

    /** Returns whether a map or list was seen whose class is not the JDK's, so that reading it runs foreign code. */
    boolean sawForeignCode() {
        return foreign;
    }

    long bytes() {
        return bytes;
    }

    void add(long count) throws Exceeded {
        bytes += count;
        if (bytes > limit) {
            throw new Exceeded(limit);
        }
    }

    void base64(int length) throws Exceeded {
        add((length + 2L) / 3 * 4);
    }

    /** Counts a text as UTF-8. */
    void text(String text) throws Exceeded {
        int length = text.length();
        add(length + 2L);
        long more = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                    more += 2;
                } else if (Character.isSurrogate(c)) {
                    throw PluginFaultException.illegalResult("a text holds one half of a surrogate pair");
                } else {
                    more += c < 0x800 ? 1 : 2;
                }
            }
        }
        if (more > 0) {
            add(more);
        }
    }

    void texts(Map<String, String> texts) throws Exceeded {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            add(text.getKey().length() + text.getValue().length() + MEMBER);
        }
    }

    void json(@Nullable Object value) throws Exceeded {
        json(value, 0);
    }

    private void json(@Nullable Object value, int depth) throws Exceeded {
        if (depth > MAX_DEPTH) {
            throw PluginFaultException.illegalResult("a value is nested deeper than " + MAX_DEPTH + " levels");
        }
        switch (value) {
            case null -> add(MEMBER);
            case String text -> text(text);
            case Boolean bool -> add(MEMBER);
            case Number number -> add(digits(number));
            case Map<?, ?> map -> object(map, depth);
            case List<?> list -> {
                foreign |= isForeign(list);
                add(2);
                for (Object element : list) {
                    json(element, depth + 1);
                    add(1);
                }
            }
            default -> throw PluginFaultException.illegalResult("a value is an object of " + value.getClass().getName()
                    + ", which is no JSON; use Map, List, String, Number, Boolean or null");
        }
    }

    private void object(Map<?, ?> map, int depth) throws Exceeded {
        foreign |= isForeign(map);
        add(2);
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                throw PluginFaultException.illegalResult("an object has a key that is no text: " + member.getKey());
            }
            text(name);
            add(2);
            json(member.getValue(), depth + 1);
        }
    }

    private static boolean isForeign(Object container) {
        // The JDK's collections come from the bootstrap loader, which is null
        return container.getClass().getClassLoader() != null;
    }

    private static long digits(Number number) {
        Class<?> type = number.getClass();
        if (type == Long.class || type == Integer.class || type == Short.class || type == Byte.class) {
            return 8;
        }
        if (type == BigInteger.class) {
            return ((BigInteger) number).bitLength() / 3 + 1L;
        }
        if (type == BigDecimal.class) {
            return ((BigDecimal) number).unscaledValue().bitLength() / 3 + 8L;
        }
        if ((type == Double.class || type == Float.class) && Double.isFinite(number.doubleValue())) {
            return 16;
        }
        throw PluginFaultException.illegalResult(number + " of " + type.getName() + " is no number of JSON");
    }
}
