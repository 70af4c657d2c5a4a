package dev.patchbay.processor.type;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The regular expressions that the host can evaluate in linear time: those of RE2. */
final class LinearPattern {
    private static final Pattern ESCAPE_OR_CLASS = Pattern.compile("\\\\(.)|\\[\\^?]?(?:\\\\.|[^\\]\\\\])*]",
            Pattern.DOTALL);
    private static final Pattern GROUP = Pattern.compile("\\(\\?(=|!|<=|<!|>|\\()");
    private static final Pattern POSSESSIVE = Pattern.compile("[*+?}]\\+");
    private static final Pattern REPEAT = Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");
    private static final int MOST_REPEATS = 1000;

    private LinearPattern() {}

    /** Returns why the expression cannot be used, or empty if it can. */
    static Optional<String> problem(String expression) {
        try {
            Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            return Optional
                    .of("is no regular expression: " + e.getDescription() + " at character " + (e.getIndex() + 1));
        }
        Matcher escapes = ESCAPE_OR_CLASS.matcher(expression);
        StringBuilder rest = new StringBuilder();
        while (escapes.find()) {
            String escaped = escapes.group(1);
            if (escaped != null && "k123456789".contains(escaped)) {
                return Optional.of("has the back reference '" + escapes.group() + "'");
            }
            if (escaped != null && "GZRXhHvVN".contains(escaped)) {
                return Optional.of("has '" + escapes.group() + "', which JSON Schema does not know");
            }
            escapes.appendReplacement(rest, "x");
        }
        escapes.appendTail(rest);
        return structureProblem(rest);
    }

    private static Optional<String> structureProblem(CharSequence rest) {
        Matcher group = GROUP.matcher(rest);
        if (group.find()) {
            return Optional.of("has the look-around or atomic group '" + group.group() + "'");
        }
        Matcher possessive = POSSESSIVE.matcher(rest);
        if (possessive.find()) {
            return Optional.of("has the possessive quantifier '" + possessive.group() + "'");
        }
        Matcher repeat = REPEAT.matcher(rest);
        while (repeat.find()) {
            String most = repeat.group(2) == null || repeat.group(2).isEmpty() ? repeat.group(1) : repeat.group(2);
            if (most.length() > 4 || Integer.parseInt(most) > MOST_REPEATS) {
                return Optional.of("repeats more than " + MOST_REPEATS + " times: '" + repeat.group() + "'");
            }
        }
        return Optional.empty();
    }
}
