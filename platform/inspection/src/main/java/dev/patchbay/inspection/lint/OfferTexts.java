package dev.patchbay.inspection.lint;

import dev.patchbay.inspection.VisibleText;
import dev.patchbay.inspection.lint.PlacedText.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects every text of an offer: whatever a model may be shown, wherever in a schema it hides. */
final class OfferTexts {
    private static final int MAX_DEPTH = 200;

    private final List<PlacedText> texts = new ArrayList<>();

    private OfferTexts() {}

    static List<PlacedText> of(Offer offer) {
        OfferTexts all = new OfferTexts();
        offer.about().forEach((field, text) -> all.add("the plugin: " + field, Role.DESCRIPTION, text));
        offer.tools().forEach((name, json) -> all.definition("tool", name, json));
        offer.prompts().forEach((name, json) -> all.definition("prompt", name, json));
        offer.others().forEach((word, json) -> all.walk(word, "", json, 0));
        return all.texts;
    }

    private void add(String where, Role role, String text) {
        texts.add(new PlacedText(where, role, text));
    }

    private void definition(String kind, String name, Map<String, Object> json) {
        walk(kind + " " + VisibleText.line(name, 100) + ": ", "", json, 0);
    }

    private void walk(String subject, String path, @Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            return; // the readers of definitions allow half of it
        }
        switch (value) {
            case String text -> add(subject + path, role(path, depth), text);
            case Map<?, ?> map -> map.forEach((key, member) -> {
                String name = String.valueOf(key);
                String place = path.isEmpty() ? VisibleText.line(name, 100) : path + "." + VisibleText.line(name, 100);
                if (depth > 0) {
                    add(subject + place, Role.KEY, name);
                }
                walk(subject, place, member, depth + 1);
            });
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    walk(subject, path + "[" + i + "]", list.get(i), depth + 1);
                }
            }
            case null, default -> { /* says nothing */ }
        }
    }

    private static Role role(String path, int depth) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        return switch (last) {
            case "name" -> depth == 1 ? Role.NAME : Role.VALUE;
            case "title" -> Role.TITLE;
            case "description", "$comment" -> Role.DESCRIPTION;
            default -> Role.VALUE;
        };
    }
}
