package dev.patchbay.inspection;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Folds names that a reader could take for each other to one key: compatibility forms (NFKC), upper and lower case, and
 * letters of other scripts that look like Latin ones. A part of Unicode's confusables (UTS 39) that covers what names of
 * tools can be written with and the scripts they are imitated with.
 */
public final class LookAlikes {
    private static final Map<Integer, String> LATIN = new HashMap<>();

    static {
        pairs("а", "a", "в", "b", "с", "c", "ԁ", "d", "е", "e", "ё", "e", "ғ", "f", "һ", "h", "н", "h", "і", "i", "ї",
                "i",
                "ј", "j", "к", "k", "ӏ", "l", "м", "m", "п", "n", "о", "o", "р", "p", "ԛ", "q", "г", "r", "ѕ", "s", "т",
                "t",
                "ц", "u", "ѵ", "v", "ԝ", "w", "х", "x", "у", "y", "з", "3", "б", "6");
        pairs("α", "a", "β", "b", "ϲ", "c", "ε", "e", "η", "n", "ι", "i", "κ", "k", "μ", "u", "ν", "v", "ο", "o", "ρ",
                "p",
                "σ", "o", "τ", "t", "υ", "u", "χ", "x", "γ", "y", "ω", "w", "ζ", "z");
        pairs("օ", "o", "ո", "n", "ս", "u", "հ", "h", "ց", "g", "ք", "f", "զ", "q", "ı", "i", "ȷ", "j", "ɑ", "a", "ɡ",
                "g",
                "ɩ", "i", "ʋ", "v", "ℓ", "l", "ø", "o", "đ", "d", "ł", "l");
        pairs("0", "o", "1", "l", "|", "l", "‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-", "ˍ", "_");
    }

    private LookAlikes() {}

    private static void pairs(String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            LATIN.put(pairs[i].codePointAt(0), pairs[i + 1]);
        }
    }

    /**
     * Returns what a text is read as.
     *
     * @param name a name or any other text
     * @return its key; two names with the same key cannot both be shown
     */
    public static String fold(String name) {
        String compatible = Normalizer.normalize(name, Normalizer.Form.NFKC);
        String lower = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        String bare = Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        StringBuilder folded = new StringBuilder(bare.length());
        bare.codePoints().forEach(c -> folded.append(LATIN.getOrDefault(c, Character.toString(c))));
        return folded.toString();
    }
}
