package dev.patchbay.inspection.lint;

import dev.patchbay.inspection.LookAlikes;
import dev.patchbay.inspection.VisibleText;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in the ways in which a model may read it: models see through disguises that patterns do not. */
final class ReadText {
    private static final Pattern SPACED = Pattern
            .compile("(?<![\\p{L}\\p{N}])\\p{L}(?:[ .*_\\-·]{1,2}\\p{L}(?![\\p{L}\\p{N}])){3,}");
    private static final Pattern ESCAPE = Pattern.compile("&#(x?)([0-9A-Fa-f]{1,6});|%([0-9A-Fa-f]{2})"
            + "|\\\\u([0-9A-Fa-f]{4})|\\\\x([0-9A-Fa-f]{2})");
    private static final int TAGS = 0xE0000;

    private ReadText() {}

    /**
     * The forms that differ from each other, by the disguise that each takes off; the first is without any.
     */
    static Map<String, String> forms(String text) {
        Map<String, String> forms = new LinkedHashMap<>();
        String plain = plain(text);
        forms.put("", plain);
        put(forms, "letters of other scripts", LookAlikes.fold(plain));
        put(forms, "digits for letters", leet(plain));
        put(forms, "spaced letters", joined(leet(plain)));
        put(forms, "escaped characters", plain(unescaped(text)));
        put(forms, "text backwards", new StringBuilder(plain).reverse().toString());
        put(forms, "rotated letters", rotated(plain));
        return forms;
    }

    private static void put(Map<String, String> forms, String disguise, String form) {
        if (!forms.containsValue(form)) {
            forms.put(disguise, form);
        }
    }

    /** In lower case, compatibility forms replaced, what is invisible left out or, if it hides letters, shown. */
    static String plain(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c > TAGS + 0x1F && c < TAGS + 0x7F) {
                seen.append((char) (c - TAGS));
            } else if (c == '\n' || c == '\t' || c == '\r' || Character.getType(c) == Character.SPACE_SEPARATOR) {
                seen.append(c == '\n' ? '\n' : ' ');
            } else if (!VisibleText.isHidden(c)) {
                seen.appendCodePoint(c);
            }
        });
        return Normalizer.normalize(seen, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).replace('’', '\'');
    }

    private static String leet(String plain) {
        StringBuilder read = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean inWord = (i > 0 && Character.isLetter(plain.charAt(i - 1)))
                    || (i + 1 < plain.length() && Character.isLetter(plain.charAt(i + 1)));
            int letter = inWord ? "013457@$!".indexOf(c) : -1;
            read.append(letter < 0 ? c : "oieastasi".charAt(letter));
        }
        return read.toString();
    }

    private static String joined(String text) {
        Matcher spaced = SPACED.matcher(text);
        return spaced.replaceAll(found -> Matcher.quoteReplacement(
                found.group().replaceAll("(?<=\\p{L})[ .*_\\-·](?=\\p{L})", "").replaceAll("[ .*_\\-·]+", " ")));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(found -> {
            int c;
            if (found.group(2) != null) {
                c = Integer.parseInt(found.group(2), found.group(1).isEmpty() ? 10 : 16);
            } else {
                String hex = found.group(3) != null ? found.group(3)
                        : found.group(4) != null ? found.group(4) : found.group(5);
                c = Integer.parseInt(hex, 16);
            }
            return Character.isValidCodePoint(c) ? Matcher.quoteReplacement(Character.toString(c)) : "";
        });
    }

    private static String rotated(String plain) {
        StringBuilder read = new StringBuilder(plain.length());
        plain.chars().forEach(c -> read.append(c >= 'a' && c <= 'z' ? (char) ('a' + (c - 'a' + 13) % 26) : (char) c));
        return read.toString();
    }
}
