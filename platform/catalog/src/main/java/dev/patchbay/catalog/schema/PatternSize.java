package dev.patchbay.catalog.schema;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates how large a pattern becomes when its counted repetitions are written out, before RE2 does write them out:
 * {@code ((a{500}){500}){500}} is short, and more than memory.
 */
final class PatternSize {
    private static final long UNBOUNDED = Long.MAX_VALUE / 4096;

    private final String regex;
    private int at;

    private PatternSize(String regex) {
        this.regex = regex;
    }

    static long of(String regex) {
        return new PatternSize(regex).estimate();
    }

    private long estimate() {
        Deque<Long> outer = new ArrayDeque<>();
        long size = 0;
        long last = 0;
        while (at < regex.length()) {
            char c = regex.charAt(at++);
            switch (c) {
                case '(' -> {
                    outer.push(size);
                    size = 0;
                    last = 0;
                }
                case ')' -> {
                    last = size + 1;
                    size = Math.min(UNBOUNDED, (outer.isEmpty() ? 0 : outer.pop()) + last);
                }
                case '{' -> {
                    long more = last * Math.max(0, repetitions() - 1);
                    size = Math.min(UNBOUNDED, size + more);
                    last = Math.min(UNBOUNDED, last + more);
                }
                default -> {
                    skipRestOf(c);
                    last = 1;
                    size++;
                }
            }
        }
        return size;
    }

    /** Returns the greatest number of {@code {3}}, {@code {3,}} or {@code {3,5}}; 1 if the brace is a character. */
    private long repetitions() {
        long number = 0;
        long greatest = 1;
        for (int i = at; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c >= '0' && c <= '9') {
                number = Math.min(2_000, number * 10 + c - '0');
            } else if (c == ',' || c == '}') {
                greatest = Math.max(greatest, number);
                number = 0;
                if (c == '}') {
                    at = i + 1;
                    return greatest;
                }
            } else {
                return 1;
            }
        }
        return 1;
    }

    private void skipRestOf(char c) {
        if (c == '\\') {
            at++;
        } else if (c == '[') {
            // A bracket directly after the start of a class is a character
            at = regex.startsWith("^", at) ? at + 2 : at + 1;
            while (at < regex.length() && regex.charAt(at) != ']') {
                at += regex.charAt(at) == '\\' ? 2 : 1;
            }
            at++;
        }
    }
}
