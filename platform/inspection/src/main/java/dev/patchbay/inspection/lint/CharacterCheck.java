package dev.patchbay.inspection.lint;

import dev.patchbay.inspection.VisibleText;
import dev.patchbay.inspection.lint.PlacedText.Role;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the characters of a text, not at its words: those that do not show, or show as something else. */
final class CharacterCheck {
    private static final Set<UnicodeScript> JOINING = EnumSet.of(UnicodeScript.ARABIC, UnicodeScript.SYRIAC,
            UnicodeScript.DEVANAGARI, UnicodeScript.BENGALI, UnicodeScript.GURMUKHI, UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA, UnicodeScript.TAMIL, UnicodeScript.TELUGU, UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM, UnicodeScript.SINHALA, UnicodeScript.KHMER, UnicodeScript.MYANMAR,
            UnicodeScript.MONGOLIAN, UnicodeScript.TIBETAN, UnicodeScript.NKO);
    private static final Set<UnicodeScript> LIKE_LATIN = EnumSet.of(UnicodeScript.CYRILLIC, UnicodeScript.GREEK,
            UnicodeScript.ARMENIAN, UnicodeScript.CHEROKEE, UnicodeScript.COPTIC, UnicodeScript.LISU);
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]{2,}");
    private static final Pattern PADDING = Pattern.compile("[^\\S\\n]{40,}|(?:[^\\S\\n]*\\n){12,}");
    private static final Map<Role, Integer> LENGTHS = Map.of(Role.NAME, 128, Role.TITLE, 200, Role.DESCRIPTION, 6_000,
            Role.VALUE, 2_000, Role.KEY, 128);

    private CharacterCheck() {}

    static List<Finding> of(PlacedText text) {
        Map<String, Finding> findings = new LinkedHashMap<>();
        String value = text.value();
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int c = value.codePointAt(i);
            if (VisibleText.isHidden(c) && !isFine(value, i, c)) {
                Finding finding = hidden(text, value, i, c);
                findings.putIfAbsent(finding.code(), finding);
            }
        }
        List<Finding> all = new ArrayList<>(findings.values());
        int length = LENGTHS.getOrDefault(text.role(), Integer.MAX_VALUE);
        if (value.length() > length) {
            all.add(new Finding("length", value.length() > 10 * length ? Severity.DANGER : Severity.WARNING,
                    text.where(), value.length() + " characters", "It is unusually long; more than " + length
                            + " characters here are for no reader."));
        }
        Matcher padding = PADDING.matcher(value);
        if (padding.find() && padding.end() < value.stripTrailing().length()) {
            all.add(new Finding("padding", Severity.WARNING, text.where(),
                    Linter.excerpt(value, padding.end(), padding.end()),
                    "Much white space stands before more text, as if that should not be seen."));
        }
        mixed(text, value, all);
        return all;
    }

    private static boolean isFine(String value, int at, int c) {
        if (c == '\n' || c == '\t' || (c == '\r' && value.startsWith("\n", at + 1)) || c == 0xA0 || c == 0x202F
                || c == 0x2009 || c == 0x3000) {
            return true;
        }
        int before = at == 0 ? 0 : value.codePointBefore(at);
        int next = at + Character.charCount(c);
        int after = next >= value.length() ? 0 : value.codePointAt(next);
        if (c == 0xFE0F || c == 0xFE0E) {
            return Character.isEmoji(before) || Character.getType(before) == Character.OTHER_SYMBOL
                    || Character.getType(before) == Character.MATH_SYMBOL;
        }
        if (c == 0x200D && (Character.isEmoji(after) || after == 0x2640 || after == 0x2642)
                && (Character.isEmoji(before) || before == 0xFE0F)) {
            return true;
        }
        return (c == 0x200C || c == 0x200D) && Character.isLetter(after) && joins(before);
    }

    private static boolean joins(int c) {
        return (Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK)
                && JOINING.contains(UnicodeScript.of(c));
    }

    private static Finding hidden(PlacedText text, String value, int at, int c) {
        String excerpt = Linter.excerpt(value, at, Math.min(value.length(), at + 40));
        if ((c >= 0xE0000 && c <= 0xE007F)) {
            return new Finding("tag_characters", Severity.DANGER, text.where(), excerpt,
                    "Tag characters: letters that models read and people do not see.");
        }
        if (VisibleText.isVariationSelector(c)) {
            return new Finding("variation_selectors", Severity.DANGER, text.where(), excerpt,
                    "Variation selectors where nothing varies: bytes can be hidden in them.");
        }
        if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F
                || c == 0x061C) {
            boolean isMark = c == 0x200E || c == 0x200F || c == 0x061C;
            return new Finding("bidi", isMark ? Severity.WARNING : Severity.DANGER, text.where(), excerpt,
                    "A character that changes the direction of the text: it reads otherwise than it is written.");
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL -> new Finding("control", Severity.DANGER, text.where(), excerpt,
                    "A control character: a terminal may act on it.");
            case Character.FORMAT -> new Finding("zero_width", Severity.DANGER, text.where(), excerpt,
                    "A character without width: the text is not what it looks like.");
            case Character.PRIVATE_USE, Character.UNASSIGNED, Character.SURROGATE -> new Finding("unassigned",
                    Severity.WARNING, text.where(), excerpt, "A character that has no meaning of its own.");
            default -> new Finding("odd_space", Severity.WARNING, text.where(), excerpt,
                    "A space or filler that is not the usual one.");
        };
    }

    /** A word of Latin letters with one of another script in it that looks the same. */
    private static void mixed(PlacedText text, String value, List<Finding> findings) {
        Matcher words = WORD.matcher(value);
        while (words.find()) {
            boolean isLatin = false;
            boolean isOther = false;
            for (int c : words.group().codePoints().toArray()) {
                UnicodeScript script = UnicodeScript.of(c);
                isLatin |= script == UnicodeScript.LATIN;
                isOther |= LIKE_LATIN.contains(script) && c != 'µ' && c != 'μ' && c != 'Δ' && c != 'Ω' && c != 'π';
            }
            if (isLatin && isOther) {
                findings.add(new Finding("mixed_scripts", Severity.DANGER, text.where(),
                        Linter.excerpt(value, words.start(), words.end()),
                        "A word of letters of two scripts that look alike."));
                return;
            }
        }
    }
}
