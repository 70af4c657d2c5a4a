package dev.patchbay.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with variables: {@code {name}} is one segment, {@code {+name}} is the rest with its slashes. */
final class PathTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\+?)[^}]*}");

    private final String text;
    private final Pattern pattern;

    PathTemplate(String text) {
        this.text = text;
        StringBuilder regex = new StringBuilder();
        Matcher variables = VARIABLE.matcher(text);
        int at = 0;
        while (variables.find()) {
            regex.append(Pattern.quote(text.substring(at, variables.start())))
                    .append(variables.group(1).isEmpty() ? "[^/]+" : ".+");
            at = variables.end();
        }
        this.pattern = Pattern.compile(regex.append(Pattern.quote(text.substring(at))).toString());
    }

    boolean matches(String path) {
        return pattern.matcher(path).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
