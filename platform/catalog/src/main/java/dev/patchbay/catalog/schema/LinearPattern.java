package dev.patchbay.catalog.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;

/** A pattern that takes time in proportion to the text, whatever the text. */
final class LinearPattern implements RegularExpression {
    private static final int MAX_LENGTH = 2_000;
    /** About the memory and the time that one character of a text costs. */
    private static final int MAX_PROGRAM = 20_000;
    private static final java.util.regex.Pattern UNICODE_ESCAPE = java.util.regex.Pattern
            .compile("\\\\u([0-9a-fA-F]{4})");

    private final Pattern pattern;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static LinearPattern of(String regex) {
        if (regex.length() > MAX_LENGTH) {
            throw new InvalidSchemaException("", "has a pattern of more than " + MAX_LENGTH + " characters");
        }
        if (PatternSize.of(regex) > MAX_PROGRAM) {
            throw new InvalidSchemaException("", "has a pattern that repeats too much: " + regex);
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(UNICODE_ESCAPE.matcher(regex).replaceAll("\\\\x{$1}"));
        } catch (PatternSyntaxException e) {
            throw (InvalidSchemaException) new InvalidSchemaException("", "has the pattern " + regex
                    + ", which RE2 does not support (no look-around, no back references): " + e.getDescription())
                    .initCause(e);
        }
        return new LinearPattern(pattern);
    }

    /** As JSON Schema says: the pattern may match anywhere in the text. */
    @Override
    public boolean matches(String text) {
        return pattern.matcher(text).find();
    }
}
