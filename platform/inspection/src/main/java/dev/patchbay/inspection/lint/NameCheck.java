package dev.patchbay.inspection.lint;

import dev.patchbay.inspection.LookAlikes;
import dev.patchbay.inspection.lint.PlacedText.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at names: those that look like others, and those of others that a text mentions. */
final class NameCheck {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./-]{1,128}");
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_.-]{0,126}[\\p{L}\\p{N}])?");
    /** A name written as one, and said to be a tool. */
    private static final Pattern SAID_TO_BE_A_TOOL = Pattern.compile(
            "(?i)\\b(?:the|a|any|every|invoke|call|use|run)\\s+[`'\"]?([a-z][a-z0-9]{0,40}(?:[_-][a-z0-9]{1,40}){1,6})[`'\"]?\\s+(?:tool|function)\\b"
                    + "|\\b(?:tool|function)\\s+[`'\"]([a-z][a-z0-9]{0,40}(?:[_-][a-z0-9]{1,40}){1,6})[`'\"]");

    private static final Pattern CALLED = Pattern.compile("(?:call|invoke|tool|use|run)s?\\s+[`'\"]$");

    private final Map<String, String> others = new HashMap<>();
    private final Set<String> own = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private NameCheck(Offer offer) {
        offer.otherTools().forEach(name -> others.put(LookAlikes.fold(name), name));
        Stream.concat(offer.tools().keySet().stream(), offer.prompts().keySet().stream())
                .forEach(name -> own.add(name.toLowerCase(Locale.ROOT)));
    }

    static List<Finding> of(Offer offer, List<PlacedText> texts) {
        NameCheck check = new NameCheck(offer);
        check.names("tool", offer.tools().keySet());
        check.names("prompt", offer.prompts().keySet());
        texts.stream().filter(text -> text.role() == Role.KEY).forEach(text -> check.own
                .add(text.value().toLowerCase(Locale.ROOT)));
        texts.stream().filter(text -> text.role() != Role.KEY && text.role() != Role.NAME).forEach(check::mentions);
        return check.findings;
    }

    private void names(String kind, Set<String> names) {
        Map<String, String> seen = new HashMap<>();
        for (String name : names) {
            String where = kind + " " + name + ": name";
            String twin = seen.putIfAbsent(LookAlikes.fold(name), name);
            if (twin != null) {
                findings.add(new Finding("look_alike", Severity.DANGER, where, name,
                        "It looks like '" + twin + "' of the same plugin."));
            }
            String other = others.get(LookAlikes.fold(name));
            if (other != null && !other.equals(name)) {
                findings.add(new Finding("look_alike", Severity.DANGER, where, name,
                        "It looks like '" + other + "' of another plugin."));
            }
            if (!PLAIN.matcher(name).matches()) {
                findings.add(new Finding("name_characters", Severity.WARNING, where,
                        dev.patchbay.inspection.VisibleText.line(name, 200),
                        "Its name has other characters than A-Z a-z 0-9 _ . / -, which clients may not take."));
            }
        }
    }

    private void mentions(PlacedText text) {
        String value = text.value();
        Matcher tokens = TOKEN.matcher(value);
        while (tokens.find()) {
            String token = tokens.group();
            String known = others.get(LookAlikes.fold(token));
            if (known != null && isTelling(value, tokens, token) && !own.contains(token.toLowerCase(Locale.ROOT))) {
                findings.add(new Finding("other_tool", Severity.WARNING, text.where(),
                        Linter.excerpt(value, tokens.start(), tokens.end()),
                        "It mentions the tool '" + known + "' of another plugin."));
                return;
            }
        }
        Matcher said = SAID_TO_BE_A_TOOL.matcher(value);
        while (said.find()) {
            String name = (said.group(1) == null ? said.group(2) : said.group(1)).toLowerCase(Locale.ROOT);
            if (own.stream()
                    .noneMatch(each -> each.equals(name) || each.replace('-', '_').equals(name.replace('-', '_')))) {
                findings.add(new Finding("unknown_tool", Severity.WARNING, text.where(),
                        Linter.excerpt(value, said.start(), said.end()),
                        "It mentions a tool '" + name + "' that is not its own."));
                return;
            }
        }
    }

    /** A name that is a common word tells of a tool only where it is written as a name. */
    private static boolean isTelling(String value, Matcher token, String name) {
        if (name.chars().anyMatch(c -> c == '_' || c == '.' || Character.isDigit(c))) {
            return true;
        }
        String before = value.substring(Math.max(0, token.start() - 12), token.start()).toLowerCase(Locale.ROOT);
        boolean isCalled = CALLED.matcher(before).find();
        String after = value.substring(token.end(), Math.min(value.length(), token.end() + 10))
                .toLowerCase(Locale.ROOT);
        return isCalled || after.startsWith(" tool") || after.startsWith(" function");
    }
}
