package dev.patchbay.inspection.lint;

import dev.patchbay.inspection.VisibleText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the texts of a plugin as a model would, and finds what is meant for the model and not for the tool: hidden
 * characters, orders, look-alike names, the tools of others. It finds what is known to be done and some of what is not; a
 * person still reads what is approved.
 *
 * <p>Threads: pure functions.
 */
public final class Linter {
    /** What is longer is found to be too long, and its beginning is read. */
    private static final int READ = 100_000;
    private static final int MAX_FINDINGS = 1_000;
    private static final int EXCERPT = 160;

    private Linter() {}

    /**
     * Reads an offer.
     *
     * @param offer what a plugin offers
     * @return what was found, the worst first
     */
    public static List<Finding> findings(Offer offer) {
        List<Finding> findings = new ArrayList<>();
        List<PlacedText> texts = OfferTexts.of(offer);
        Set<String> read = new HashSet<>();
        for (PlacedText text : texts) {
            findings.addAll(CharacterCheck.of(text));
            if (text.role() != PlacedText.Role.KEY || read.add(text.value())) {
                String value = text.value().substring(0, Math.min(READ, text.value().length()));
                phrases(text, value, findings);
                findings.addAll(ContentCheck.of(text, value));
            }
            if (findings.size() > MAX_FINDINGS) {
                break;
            }
        }
        findings.addAll(NameCheck.of(offer, texts));
        return findings.stream().distinct()
                .sorted(Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::where)).toList();
    }

    private static void phrases(PlacedText text, String value, List<Finding> findings) {
        if (text.role() == PlacedText.Role.KEY && value.length() < 20) {
            return;
        }
        Set<String> codes = new HashSet<>();
        Map<String, String> forms = ReadText.forms(text.role() == PlacedText.Role.KEY
                ? value.replaceAll("[_-]|(?<=[a-z])(?=[A-Z])", " ")
                : value);
        String plain = forms.values().iterator().next();
        for (Map.Entry<String, String> form : forms.entrySet()) {
            if (!form.getKey().isEmpty() && !Phrases.showsMore(form.getValue(), plain)) {
                continue;
            }
            for (Phrases.Hit hit : Phrases.all().in(form.getValue())) {
                if (codes.add(hit.phrase().code())) {
                    boolean isDisguised = !form.getKey().isEmpty();
                    findings.add(new Finding(hit.phrase().code(),
                            isDisguised ? Severity.DANGER : hit.phrase().severity(), text.where(),
                            excerpt(form.getValue(), hit.start(), hit.end()), hit.phrase().text()
                                    + (isDisguised ? " It is disguised: " + form.getKey() + "." : "")));
                }
            }
        }
    }

    /** The place in its surroundings, on one line. */
    static String excerpt(String text, int start, int end) {
        int room = Math.max(10, (EXCERPT - (end - start)) / 2);
        int from = Math.max(0, start - room);
        int to = Math.min(text.length(), end + room);
        return VisibleText.line((from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : ""),
                EXCERPT * 2);
    }
}
