package dev.patchbay.inspection.lint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said to a model and not about a tool, from {@code phrases.tsv}. A pattern is written in words: a space is
 * whatever stands between two words, {@code ~} up to eight words, {@code {name}} a list of words defined above.
 */
final class Phrases {
    /** Neither letter nor digit; apart from what a word is, so that no text makes a pattern slow. */
    private static final String BETWEEN = "[^\\\\p{L}\\\\p{N}_'.!?]{1,8}";
    private static final String UP_TO_EIGHT_WORDS = "[^\\\\p{L}\\\\p{N}_'.!?]{1,8}(?:[\\\\p{L}\\\\p{N}_']{1,40}"
            + "[^\\\\p{L}\\\\p{N}_'.!?]{1,8}){0,8}?";
    private static final List<String> TELLING = List.of("ignor", "disregard", "instruction", "previous", "prior",
            "user",
            "secret", "tool", "system", "prompt", "send", "forward", "before", "tell", "never", "conversation",
            "assistant",
            "password", "credential", "confirm", "approval", "always", "<important", ".ssh", "anweisung", "benutzer",
            "utilisateur", "usuario", "instrucci", "指令", "用户", "инструкц",
            "пользовател");
    private static final Phrases ALL = read();

    private final List<Phrase> phrases;

    /** One pattern. */
    record Phrase(String code, Severity severity, Pattern pattern, String text) {}

    /** Where one was found. */
    record Hit(Phrase phrase, int start, int end) {}

    private Phrases(List<Phrase> phrases) {
        this.phrases = List.copyOf(phrases);
    }

    static Phrases all() {
        return ALL;
    }

    /** The first hit of each code. */
    List<Hit> in(String form) {
        Map<String, Hit> hits = new LinkedHashMap<>();
        for (Phrase phrase : phrases) {
            Hit known = hits.get(phrase.code());
            if (known == null || known.phrase().severity().compareTo(phrase.severity()) < 0) {
                Matcher matcher = phrase.pattern().matcher(form);
                if (matcher.find()) {
                    hits.put(phrase.code(), new Hit(phrase, matcher.start(), matcher.end()));
                }
            }
        }
        return List.copyOf(hits.values());
    }

    /** Whether words of orders show in a form that did not in another; else the patterns need not be tried on it. */
    static boolean showsMore(String form, String than) {
        return TELLING.stream().anyMatch(word -> form.contains(word) && !than.contains(word));
    }

    private static Phrases read() {
        try (InputStream in = Optional.ofNullable(Phrases.class.getResourceAsStream("phrases.tsv")).orElseThrow();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<String, String> words = new LinkedHashMap<>();
            Map<String, String> texts = new LinkedHashMap<>();
            List<Phrase> phrases = new ArrayList<>();
            for (String line : lines.lines().toList()) {
                String[] cells = line.strip().split("\t+", -1);
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                switch (cells[0]) {
                    case "words" -> words.put("{" + cells[1] + "}", "(?:" + filled(cells[2], words) + ")");
                    case "code" -> texts.put(cells[1], cells[2]);
                    default -> phrases.add(new Phrase(cells[0], Severity.valueOf(cells[1]),
                            Pattern.compile(pattern(filled(cells[2], words))),
                            Optional.ofNullable(texts.get(cells[0])).orElseThrow()));
                }
            }
            return new Phrases(phrases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String filled(String text, Map<String, String> words) {
        String filled = text;
        for (Map.Entry<String, String> each : words.entrySet()) {
            filled = filled.replace(each.getKey(), each.getValue());
        }
        return filled;
    }

    private static String pattern(String words) {
        if (words.startsWith("re:")) {
            return words.substring(3);
        }
        return "(?<![\\p{L}\\p{N}_])(?:" + words.replaceAll(" ?~ ?", UP_TO_EIGHT_WORDS).replaceAll(" ", BETWEEN)
                + ")(?![\\p{L}\\p{N}_])";
    }
}
